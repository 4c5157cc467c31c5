// Single sign-on: a member links their account and comes in without a password; whoever is only known to the provider stays outside.
import { expect, type Page } from "@playwright/test";
import { type OidcProvider, startOidcProvider } from "@/scripts/services/oidc-provider";
import { judgePage } from "./judge-page";
import { openDialog } from "./open-dialog";
import { test as base } from "./owner-test";

const PASSWORD = "correct horse battery staple";

const test = base.extend<object, { readonly provider: OidcProvider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright finds out by the pattern what a fixture needs.
    async ({}, use) => {
      const provider = await startOidcProvider();
      await use(provider);
      await provider.stop();
    },
    { scope: "worker" },
  ],
  serverOptions: [
    async ({ provider: { issuer, clientId, clientSecret } }, use) =>
      use({ env: { TRUSTED_PROXIES: "127.0.0.1", OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } }),
    { scope: "worker" },
  ],
});

test.describe.configure({ mode: "serial" });

async function goIn(page: Page): Promise<void> {
  await page.goto("/login");
  await expect(async () => {
    await page.getByRole("button", { name: "Use single sign-on" }).click();
    await expect(page).not.toHaveURL(/\/login$/, { timeout: 4_000 });
  }).toPass({ timeout: 30_000 });
}

test("whoever is only known to the provider is told what to do, also with a member's e-mail address", async ({
  browser,
  baseUrl,
  provider,
  session,
}, testInfo) => {
  expect(session).not.toBe("");
  provider.signInAs({ sub: "eve", email: "ada@example.com", email_verified: true, name: "Eve" });
  const context = await browser.newContext({ baseURL: baseUrl });
  const page = await context.newPage();
  await page.goto("/login");
  await judgePage(page, testInfo, "login-with-sso");
  await goIn(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no account of this console is linked to you");
  await judgePage(page, testInfo, "sso-unknown");
  await page.goto("/keys");
  await expect(page).toHaveURL(/\/login/);
  await context.close();
});

test("a member links their account and comes in without a password, until it is unlinked", async ({
  page,
  context,
  provider,
}, testInfo) => {
  provider.signInAs({ sub: "ada-at-work" });
  await page.goto("/account");
  await expect(async () => {
    await page.getByRole("button", { name: "Link my account" }).click();
    await expect(page.getByRole("dialog", { name: "Link your account?" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await judgePage(page, testInfo, "link");
  await page.getByLabel("Your password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Your account is linked. From now on")).toBeVisible();
  await judgePage(page, testInfo, "linked");

  await context.clearCookies();
  await goIn(page);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await page.goto("/account");
  const dialog = await openDialog(page, testInfo, page.getByRole("button", { name: "Unlink my account" }), "Unlink your account?");
  await dialog.getByLabel("Your password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Unlink", exact: true }).click();
  await expect(page.getByRole("button", { name: "Link my account" })).toBeVisible();
  await context.clearCookies();
  await goIn(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no account of this console is linked to you");
});
