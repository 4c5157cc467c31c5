// The API reference works as people use it: authorize with a key of each dialect, try a call out, read the refusal of a bad one.
import type { Locator, Page } from "@playwright/test";
import { runKeyfuse, type ServerUnderTest } from "@/e2e/server-under-test";
import { goByNav } from "./console-nav";
import { expect, test } from "./console-test";
import { judgePage } from "./judge-page";

interface Trial {
  readonly api: string;
  readonly page: string;
  /** The security scheme to fill in. */
  readonly scheme: string;
  /** The operation to try out. */
  readonly operation: string;
  /** What the answer to a good key, and to a bad one, contains. */
  readonly answer: string;
  readonly refusal: readonly [status: string, text: string];
}

const TRIALS: readonly Trial[] = [
  trial("fusion-ai", "BearerAuth", "getModels", "sample-model", ["401", "invalid_api_key"]),
  trial("standard", "BearerAuth", "postV1Generate", "You said: Hello, world!", ["401", "INVALID_API_KEY"]),
  trial("infuzu", "Infuzu-API-Key", "getV1Models", "sample-model", ["401", "invalid_api_key"]),
  trial("infuzu", "X-Infuzu-API-Key", "getV1Models", "sample-model", ["401", "invalid_api_key"]),
  trial("infuzu", "BearerAuth", "getV1Models", "sample-model", ["401", "invalid_api_key"]),
  trial("cryptofuse", "X-API-Key", "getV0Payments", "pay_1001", ["401", "authentication_failed"]),
  { ...trial("management", "Authorization", "retrieveTenants", "Default", ["401", ""]), page: "/docs" },
  trial("service", "BearerAuth", "verifyKey", "NOT_FOUND", ["401", "invalid_service_key"]),
];

function trial(api: string, scheme: string, operation: string, answer: string, refusal: Trial["refusal"]): Trial {
  return { api, page: `/docs/${api}`, scheme, operation, answer, refusal };
}

async function createKey(server: ServerUnderTest, api: string): Promise<string> {
  const { stdout, stderr } = await runKeyfuse(server.dataDir, ["keys", "create", "--api", api, "--name", "reference", "--json"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout).secret;
}

async function openReference(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await seeOperations(page);
}

/** Swagger UI lays out close to a hundred operations at once: seconds of work, and many of them on a busy machine. */
async function seeOperations(page: Page): Promise<void> {
  await expect(page.locator(".opblock").first()).toBeVisible({ timeout: 40_000 });
}

/** Fills one way to authorize; what it held before goes. */
async function authorize(page: Page, scheme: string, secret: string): Promise<void> {
  await page.getByRole("button", { name: "Authorize", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Available authorizations" });
  const way = dialog.locator(".auth-container").filter({ has: page.getByRole("heading", { name: new RegExp(`^${scheme}\\s`) }) });
  const forget = way.getByRole("button", { name: "Remove authorization" });
  if (await forget.isVisible()) await forget.click();
  await way.getByRole("textbox").fill(secret);
  await way.getByRole("button", { name: "Apply credentials" }).click();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** Tries an operation out, and gives the part of the page that shows the answer. */
async function tryOut(page: Page, operation: string): Promise<Locator> {
  const block = page.locator(`.opblock[id$="-${operation}"]`);
  if (!(await block.getByRole("button", { name: "Execute" }).isVisible())) await block.locator(".opblock-summary-control").click();
  const answered = page.waitForResponse((response) => response.request().method() !== "OPTIONS");
  await block.getByRole("button", { name: "Execute" }).click();
  await answered;
  return block.locator(".live-responses-table");
}

test("strangers read the management API, and learn of no other API", async ({ page }, testInfo) => {
  await page.goto("/");
  await page.getByRole("link", { name: "API reference" }).click();
  await seeOperations(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Management API: reference");
  await expect(page.getByRole("navigation", { name: "References" })).toBeHidden();
  expect(await page.content()).not.toContain("cryptofuse");
  await page.locator('.opblock[id$="-createUser"] .opblock-summary-control').click();
  await expect(page.getByRole("button", { name: "Execute" })).toBeVisible();
  await judgePage(page, testInfo, "reference-management");
});

test("the dialog of credentials is one for the keyboard", async ({ page }, testInfo) => {
  await openReference(page, "/docs/infuzu");
  const opener = page.getByRole("button", { name: "Authorize", exact: true });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Available authorizations" });
  await expect(dialog).toBeVisible();
  await judgePage(page, testInfo, "reference-authorize");
  for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press("Tab");
  await expect(dialog.locator(":focus")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

for (const { api, page: path, scheme, operation, answer, refusal } of TRIALS) {
  test(`${api} by ${scheme}: a key answers 200 in the page, another one the refusal; no cookie goes along`, { tag: "@once" }, async ({
    page,
    context,
    server,
    baseUrl,
  }) => {
    await context.addCookies(["keyfuse-session", "access_token"].map((name) => ({ name, value: "x", url: baseUrl })));
    const called: Promise<Record<string, string>>[] = [];
    page.on("request", (request) => {
      if (/\/(?:gateway|api|v1)\//.test(request.url()) && !request.url().includes("/api/auth/")) called.push(request.allHeaders());
    });
    const secret = await createKey(server, api);
    await openReference(page, path);
    await authorize(page, scheme, `${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`);
    const refused = await tryOut(page, operation);
    await expect(refused.locator("tbody .response-col_status").first()).toContainText(refusal[0]);
    await expect(refused).toContainText(refusal[1]);
    await authorize(page, scheme, secret);
    const good = await tryOut(page, operation);
    await expect(good.locator("tbody .response-col_status").first()).toContainText("200");
    await expect(good).toContainText(answer);
    expect(page.url()).not.toContain(secret);
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(secret);
    expect(called).toHaveLength(2);
    for (const headers of await Promise.all(called)) expect(headers).not.toHaveProperty("cookie");
  });
}

test("infuzu: two ways at once are several", async ({ page, server, complaints }, testInfo) => {
  const secret = await createKey(server, "infuzu");
  await openReference(page, "/docs/infuzu");
  await authorize(page, "Infuzu-API-Key", secret);
  await authorize(page, "BearerAuth", secret);
  await expect(await tryOut(page, "getV1Models")).toContainText("multiple_api_keys");
  // The browser logs every 400.
  expect(complaints.splice(0)).toHaveLength(1);
  await judgePage(page, testInfo, "reference-answered");
});

test("documents: kept by their tag, clean for an unknown name", { tag: "@once" }, async ({ request }) => {
  for (const path of ["/openapi.json", "/openapi/management.json", "/openapi/service.json", "/openapi/cryptofuse.json"]) {
    const first = await request.get(path);
    expect(first.status(), path).toBe(200);
    expect(first.headers()["content-type"]).toContain("application/json");
    const { openapi, servers } = await first.json();
    expect(openapi).toBe("3.1.0");
    expect(new URL(servers[0].url).origin).toBe(new URL(first.url()).origin);
    const again = await request.get(path, { headers: { "if-none-match": first.headers().etag ?? "" } });
    expect(again.status(), path).toBe(304);
  }
  for (const path of ["/openapi/unknown.json", "/openapi/standard", "/openapi/%2e%2e.json", "/openapi/standard.json.json"]) {
    const answer = await request.get(path);
    expect([400, 404], path).toContain(answer.status());
    expect((await answer.json()).error.code).toMatch(/^(?:not_found|bad_request)$/);
  }
  expect((await request.get("/docs/unknown")).status()).toBe(404);
});

test("members choose among all references", async ({ page, setupLink }, testInfo) => {
  await page.goto(setupLink);
  const password = "correct horse battery staple";
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("The same password again").fill(password);
  await page.getByRole("button", { name: "Make the owner account" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await goByNav(page, "API reference");
  const references = page.getByRole("navigation", { name: "References" });
  await expect(references.getByRole("link")).toHaveCount(6);
  await references.getByRole("link", { name: "Cryptofuse" }).click();
  await expect(page).toHaveURL(/\/docs\/cryptofuse$/);
  await seeOperations(page);
  await judgePage(page, testInfo, "reference-member");
});
