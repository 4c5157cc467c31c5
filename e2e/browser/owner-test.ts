// A browser whose owner is signed in, before a server on its first start.
import type { Browser, BrowserContext } from "@playwright/test";
import { signInOverHttp } from "@/e2e/sign-in";
import { test as base } from "./console-test";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };

/** What looks the same everywhere is walked through once (playwright.config.ts). */
export const ONCE = "@once";

/** One account and one sign-in for each server, by its URL. */
const sessions = new Map<string, Promise<string>>();

export const test = base.extend<{ readonly session: string }>({
  serverOptions: [{ env: { TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "debug" } }, { scope: "worker" }],
  /** The owner's session cookie, of an account made by the link. */
  session: async ({ browser, baseUrl, setupLink }, use) => {
    const session = sessions.get(baseUrl) ?? makeOwner(browser, baseUrl, setupLink);
    sessions.set(baseUrl, session);
    await use(await session);
  },
  context: async ({ context, session, baseUrl }, use) => {
    await signIn(context, session, baseUrl);
    await use(context);
  },
});

async function makeOwner(browser: Browser, baseUrl: string, setupLink: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(setupLink);
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByLabel("The same password again").fill(OWNER.password);
  await page.getByRole("button", { name: "Make the owner account" }).click();
  await page.waitForURL(/\/login/);
  await page.close();
  return signInOverHttp(baseUrl, OWNER);
}

/** Gives the browser a session, in the form of a Cookie header. */
export async function signIn(context: BrowserContext, session: string, url: string): Promise<void> {
  const cookies = session.split("; ").map((pair) => pair.split("=", 2) as [string, string]);
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url })));
}
