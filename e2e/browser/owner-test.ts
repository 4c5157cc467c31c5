// A browser whose owner is signed in, before a server on its first start.
import type { BrowserContext } from "@playwright/test";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";
import { test as base } from "./console-test";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };

/** What looks the same everywhere is walked through once (playwright.config.ts). */
export const LIGHT_ONLY = "@once";

export const test = base.extend<object, { readonly server: ServerUnderTest; readonly session: string }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright finds out by the pattern what a fixture needs.
    async ({}, use) => {
      const server = await startServer({ env: { TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "debug" } });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  /** The owner's session cookie, of an account made by the link. */
  session: [
    async ({ browser, baseUrl, setupLink }, use) => {
      const page = await browser.newPage();
      await page.goto(setupLink);
      await page.getByLabel("E-mail address").fill(OWNER.email);
      await page.getByLabel("Your name").fill(OWNER.name);
      await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
      await page.getByLabel("The same password again").fill(OWNER.password);
      await page.getByRole("button", { name: "Make the owner account" }).click();
      await page.waitForURL(/\/login/);
      await page.close();
      await use(await signInOverHttp(baseUrl, OWNER));
    },
    { scope: "worker", timeout: 120_000 },
  ],
  context: async ({ context, session, baseUrl }, use) => {
    await signIn(context, session, baseUrl);
    await use(context);
  },
});

async function signIn(context: BrowserContext, session: string, url: string): Promise<void> {
  const cookies = session.split("; ").map((pair) => pair.split("=", 2) as [string, string]);
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url })));
}
