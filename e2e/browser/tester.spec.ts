// "Test a key" in a browser: the verdict, the fix and the answer for what people paste; nothing pasted stays anywhere.
import type { Page } from "@playwright/test";
import { secretOf } from "@/e2e/dialects/secrets";
import { conformanceWorld } from "@/e2e/dialects/world";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { goByNav } from "./console-nav";
import { test as base, expect } from "./console-test";
import { judgePage } from "./judge-page";

const world = conformanceWorld({ tenants: 2, upstream: "http://127.0.0.1:9", trustedKeys: [] });

const test = base.extend<object, { readonly serverFor: (file: string) => Promise<ServerUnderTest> }>({
  serverFor: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright finds out by the pattern what a fixture needs.
    async ({}, use) => {
      const server = await startServer({ bootstrap: world, env: { TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "debug" } });
      await use(async () => server);
      await server.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

const PASTE = "Key, header or curl command";

async function openTester(page: Page): Promise<void> {
  await page.goto("/login?next=%2Ftest");
  await page.getByLabel("E-mail address").fill(world.owner.email);
  await page.getByLabel("Password").fill(world.owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Test a key", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Test", exact: true })).toBeEnabled();
}

async function diagnose(page: Page, paste: string, verdict: string): Promise<void> {
  await page.getByLabel(PASTE).fill(paste);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByRole("heading", { name: verdict })).toBeFocused();
}

test("a curl command is told what is wrong, what to change and what its client gets", async ({ page, baseUrl }, testInfo) => {
  await openTester(page);
  await judgePage(page, testInfo, "tester");
  const call = `curl ${baseUrl}/gateway/standard/v1/resources \\\n  -X POST \\\n  -H "Authorization: Bearer ${secretOf("standard", "read")}"`;
  await diagnose(page, call, "Refused with 403");
  const diagnosis = page.getByRole("region", { name: "Refused with 403" });
  await expect(diagnosis.getByText("needs the permission write")).toBeVisible();
  await expect(diagnosis.getByText("tick write under Permissions")).toBeVisible();
  await expect(diagnosis.getByRole("listitem").filter({ hasText: "failed here" })).toContainText("permission");
  await expect(diagnosis.getByRole("listitem").filter({ hasText: "The plan includes it" })).toContainText("not reached");
  await expect(diagnosis.getByRole("region", { name: "Answer" })).toContainText('"INSUFFICIENT_PERMISSIONS"');
  await expect(diagnosis.getByRole("link", { name: "read" })).toHaveAttribute("href", /\/keys\/key_\d{10}$/);
  await judgePage(page, testInfo, "tester-refused");

  await diagnose(page, secretOf("cryptofuse", "page"), "Passes");
  await expect(page.getByText("100 per minute")).toBeVisible();
  await judgePage(page, testInfo, "tester-passes");
});

test("what cannot be tested says what to fill in, and keeps what was typed", async ({ page }, testInfo) => {
  await openTester(page);
  await page.getByLabel(PASTE).fill("nobody-knows-this");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByLabel("API", { exact: true })).toBeFocused();
  await expect(page.getByText("Choose the API.")).toBeVisible();
  await expect(page.getByLabel(PASTE)).toHaveValue("nobody-knows-this");
  await judgePage(page, testInfo, "tester-undecided");
  await page.getByLabel("API", { exact: true }).selectOption("standard");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Refused with 401" })).toBeFocused();
});

test("the keyboard alone tests a key", async ({ page }) => {
  await openTester(page);
  await page.getByLabel(PASTE).focus();
  await page.keyboard.insertText(secretOf("infuzu", "expired"));
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("API", { exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Endpoint")).toBeFocused();
  await page.keyboard.type("GET /things");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Refused with 401" })).toBeFocused();
  await expect(page.getByText(/The key expired at 2024/)).toBeVisible();
});

test("what was pasted is nowhere: not in the answer, the page, the address, the browser's storage, the log; and gone on leaving", async ({
  page,
  server,
}) => {
  const secret = secretOf("fusion", "good");
  const urls: string[] = [];
  await openTester(page);
  page.on("request", (request) => urls.push(request.url()));
  const answers: string[] = [];
  await page.route("**/test", async (route) => {
    const response = await route.fetch();
    answers.push(await response.text());
    await route.fulfill({ response });
  });
  await diagnose(page, `curl https://x.example/models?key=${secret} -H "Authorization: Bearer ${secret}"`, "Passes");
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]));
  // All of the page but the field that it was pasted into.
  const shown = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const field of copy.querySelectorAll("textarea")) field.remove();
    return copy.outerHTML;
  });
  const places = [shown, stored, page.url(), ...urls, ...answers, server.stdout(), server.stderr()];
  expect(answers).toHaveLength(1);
  expect(places.filter((place) => place.includes(secret)).map((place) => place.slice(0, 80))).toEqual([]);
  await page.unroute("**/test");

  await goByNav(page, "API keys");
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("button", { name: "Test", exact: true })).toBeEnabled();
  await expect(page.getByLabel(PASTE)).toHaveValue("");
  await expect(page.getByRole("heading", { name: "Passes" })).toBeHidden();
  await page.getByLabel(PASTE).fill(secret);
  await page.goto("/keys");
  await page.goBack();
  await expect(page.getByLabel(PASTE)).toHaveValue("");
  await page.getByLabel(PASTE).fill(secret);
  await page.reload();
  await expect(page.getByLabel(PASTE)).toHaveValue("");
});
