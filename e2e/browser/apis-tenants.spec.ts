// APIs, tenants and the public guide as people meet them; what a page says of a refusal is what the gateway answers.
import type { Page } from "@playwright/test";
import { expect, test } from "./console-test";
import { judgePage } from "./judge-page";

const OWNER = { email: "ada@example.com", password: "correct horse battery staple" };

test.describe.configure({ mode: "serial" });

async function signIn(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
}

/** Status, challenge and JSON of an answer as a page shows it. */
async function shownAnswer(page: Page, label: string): Promise<{ status: number; challenge: string | undefined; body: unknown }> {
  const text = await page.getByLabel(label, { exact: true }).innerText();
  const [head = "", body = ""] = text.split(/\n\n(?=[{(])/);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]),
    challenge: /^www-authenticate: (.*)$/m.exec(head)?.[1],
    body: body.trim() === "(no body)" ? null : JSON.parse(body),
  };
}

test("strangers read the guide: no session, no cookie, nothing of this instance", async ({ page, context }, testInfo) => {
  await page.goto("/");
  await page.getByRole("banner").or(page.locator("header")).getByRole("link", { name: "Guide" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Quick start" })).toBeVisible();
  const dialects = ["fusion-ai", "standard", "infuzu", "cryptofuse", "fusionauth"].map((name) => `/guide/dialects/${name}`);
  for (const path of ["/guide", ...dialects, "/guide/reverse-proxy", "/guide/troubleshooting"]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    expect(answer?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-/);
    await expect(page.getByRole("navigation", { name: "Guide" }).locator(`[aria-current=page][href="${path}"]`)).toBeVisible();
    const targets = await page
      .getByRole("navigation", { name: "On this page" })
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => document.querySelectorAll(link.getAttribute("href") ?? "").length));
    expect(targets.length).toBeGreaterThan(3);
    expect(new Set(targets)).toEqual(new Set([1]));
    // The pages of dialects are one page with other words: the assistive tools look at the longest of them.
    if (!dialects.includes(path) || path.endsWith("fusion-ai")) {
      await judgePage(page, testInfo, path.slice(1).replaceAll("/", "-"));
    }
  }
  expect(await context.cookies()).toEqual([]);
  expect((await page.goto("/guide/dialects/keyfuse-service"))?.status()).toBe(404);
});

test("a menu that is fetched when it is opened is one for the keyboard too, and gives the focus back", async ({ page }) => {
  await page.goto("/guide", { waitUntil: "networkidle" });
  const button = page.getByRole("button", { name: "Colours" });
  for (const key of ["Enter", "ArrowDown"]) {
    await button.focus();
    await page.keyboard.press(key);
    await expect(page.getByRole("menu")).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitemradio").and(page.locator(":focus"))).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
    await expect(button).toBeFocused();
    await page.reload({ waitUntil: "networkidle" });
  }
});

test("the refusals of a dialect are filtered by links, without scripts too", async ({ browser, baseUrl }) => {
  const context = await browser.newContext({ baseURL: baseUrl, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/guide/dialects/infuzu#refusal-several");
  await expect(page.locator("#refusal-several")).toBeInViewport();
  await page.getByRole("navigation", { name: "Refusals by status" }).getByRole("link", { name: "401" }).click();
  await expect(page).toHaveURL(/\?status=401#refusals$/);
  await expect(page.locator("#refusal-missing")).toBeVisible();
  await expect(page.locator("#refusal-several")).toHaveCount(0);
  await context.close();
});

test("the owner signs in and reads each API", async ({ page, setupLink, baseUrl }, testInfo) => {
  await page.goto(setupLink);
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByLabel("The same password again").fill(OWNER.password);
  await page.getByRole("button", { name: "Make the owner account" }).click();
  await expect(page).toHaveURL(/\/login/);
  await signIn(page);

  await page.goto("/apis");
  await expect(page.getByRole("row", { name: /Fusion AI/ })).toContainText("/gateway/fusion-ai");
  await expect(page.getByRole("link", { name: "1 active keys of Fusion AI" })).toHaveAttribute("href", "/keys?api=fusion-ai");
  await judgePage(page, testInfo, "apis");
  await page.getByRole("link", { name: "Cryptofuse", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cryptofuse" })).toBeVisible();
  await expect(page.getByText(`${baseUrl}/gateway/cryptofuse`, { exact: true })).toBeVisible();
  await expect(page.getByRole("row", { name: /default/ })).toContainText("5,000 in any day");
  await expect(page.getByRole("link", { name: "Create a key" })).toHaveAttribute("href", "/keys/new?api=cryptofuse");
  await judgePage(page, testInfo, "api");
  await page.goto("/apis/management");
  await expect(page.getByText(`${baseUrl}/api`, { exact: true })).toBeVisible();
  for (const slug of ["none", "service"]) expect((await page.goto(`/apis/${slug}`))?.status()).toBe(404);
});

test("members read the guide and the reference within the console, and sign out from there", async ({ page }, testInfo) => {
  await signIn(page);
  for (const path of ["/guide", "/guide/dialects/infuzu", "/docs"]) {
    await page.goto(path);
    await expect(page.getByRole("navigation", { name: "Console" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Account of Ada Lovelace" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Go to anything" })).toBeVisible();
    await expect(page.getByRole("main")).toHaveCount(1);
    if (path.startsWith("/guide")) {
      await expect(page.getByRole("navigation", { name: "Guide" }).locator(`[aria-current=page][href="${path}"]`)).toBeVisible();
      await judgePage(page, testInfo, `member${path.replaceAll("/", "-")}`);
    }
  }
  await page.goto("/guide");
  await page.getByRole("button", { name: "Account of Ada Lovelace" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out here" }).click();
  await expect(page).toHaveURL(/\/login\?news=/);
  await page.goto("/guide");
  await expect(page.getByRole("navigation", { name: "Console" })).toHaveCount(0);
});

test("an answer on a page is the answer of the gateway, byte for byte of JSON", async ({ page, baseUrl }) => {
  await signIn(page);
  const key = "sk_0000000000000000000000000000000000000000000000";
  const rows = [
    ["fusion-ai", "/chat", {}, "Answer: 401 Unauthorized, No credential"],
    ["fusion-ai", "/chat", { Authorization: "Bearer a  b" }, "Answer: 401 Unauthorized, Spaces in the credential"],
    ["infuzu", "/chat", { "Infuzu-API-Key": "a", Authorization: "Bearer a" }, "Answer: 400 Bad Request, More than one credential"],
    ["cryptofuse", "/v0/payments", { "X-API-Key": key }, "Answer: 401 Unauthorized, No credential"],
    ["standard", "/v1/models", {}, "Answer: 401 Unauthorized, No credential"],
  ] as const;
  for (const [slug, path, headers, label] of rows) {
    const answer = await fetch(`${baseUrl}/gateway/${slug}${path}`, { headers });
    const requestId = answer.headers.get("x-request-id") ?? "";
    const body: unknown = JSON.parse((await answer.text()).replaceAll(requestId, "req_123456789"));
    await page.goto(`/apis/${slug}`);
    expect(await shownAnswer(page, label), `${slug} ${label}`).toEqual({
      status: answer.status,
      challenge: answer.headers.get("www-authenticate") ?? undefined,
      body,
    });
  }
});

test("the second tenant is announced, and made only by whoever agrees; the third needs no agreement", async ({ page }, testInfo) => {
  await signIn(page);
  await page.goto("/tenants");
  await page.getByRole("link", { name: "Create a tenant" }).click();
  await expect(page.getByText("This will be the second tenant")).toBeVisible();
  await judgePage(page, testInfo, "tenant-second");
  await page.getByLabel("Name", { exact: true }).fill("Pied Piper");
  await page.getByRole("button", { name: "Create the tenant" }).click();
  const agreement = page.getByRole("checkbox", { name: /these calls will be refused/ });
  await expect(agreement).toBeFocused();
  await expect(agreement).toHaveAccessibleDescription(/Agree that rules change/);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Pied Piper");
  await judgePage(page, testInfo, "tenant-not-agreed");
  await agreement.check();
  await page.getByRole("button", { name: "Create the tenant" }).click();
  await expect(page.getByText("The tenant is created.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Pied Piper/ })).toContainText("0");
  await judgePage(page, testInfo, "tenants-two");

  await page.goto("/tenants/new");
  await expect(page.getByText("This will be the second tenant")).toHaveCount(0);
  await page.getByLabel("Name", { exact: true }).fill("Pied Piper");
  await page.getByRole("button", { name: "Create the tenant" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/A tenant with this name exists/);
  await page.getByLabel("Name", { exact: true }).fill('<img src=x onerror="alert(1)">');
  await page.getByRole("button", { name: "Create the tenant" }).click();
  await expect(page.getByRole("rowheader", { name: '<img src=x onerror="alert(1)">' })).toBeVisible();
});

test("a tenant is renamed, keeps its id, and the id can be copied", async ({ page, context }) => {
  await signIn(page);
  await page.goto("/tenants");
  const id = await page
    .getByRole("row", { name: /Pied Piper/ })
    .locator(".font-mono")
    .innerText();
  await page.getByRole("link", { name: "Pied Piper", exact: true }).click();
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Pied Piper");
  await page.getByLabel("Name", { exact: true }).fill("Hooli");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("It is saved.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
  await page.goto("/tenants");
  await expect(page.getByRole("row", { name: /Hooli/ })).toContainText(id);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the id of Hooli" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);
  for (const path of ["/tenants/none", "/tenants/11111111-1111-4111-8111-111111111111"]) {
    expect((await page.goto(path))?.status()).toBe(404);
  }
});
