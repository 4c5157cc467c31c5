// A browser whose owner is signed in, before a server on its first start.
import type { Browser, BrowserContext } from "@playwright/test";
import type { ServerUnderTest } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";
import { test as base } from "./console-test";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };

/** What looks the same everywhere is walked through once (playwright.config.ts). */
export const ONCE = "@once";

interface Session {
  /** The session cookie of who is signed in. */
  readonly session: string;
}

/** One sign-in for each server. */
const sessions = new WeakMap<ServerUnderTest, Promise<string>>();

function sessionOf(server: ServerUnderTest, begin: () => Promise<string>): Promise<string> {
  const session = sessions.get(server) ?? begin();
  sessions.set(server, session);
  return session;
}

const signedIn = {
  context: async (
    { context, session, baseUrl }: Session & { readonly context: BrowserContext; readonly baseUrl: string },
    use: (context: BrowserContext) => Promise<void>,
  ) => {
    await signIn(context, session, baseUrl);
    await use(context);
  },
};

export const test = base.extend<Session>({
  ...signedIn,
  serverOptions: [{ env: { TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "debug" } }, { scope: "worker" }],
  session: async ({ browser, server, baseUrl, setupLink }, use) => {
    await use(await sessionOf(server, () => makeOwner(browser, baseUrl, setupLink)));
  },
});

/** The same for an account that the server's bootstrap file makes. */
export const testAs = (account: { readonly email: string; readonly password: string }) =>
  base.extend<Session>({
    ...signedIn,
    session: async ({ server, baseUrl }, use) => use(await sessionOf(server, () => signInOverHttp(baseUrl, account))),
  });

/** An account made by the link. */
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
