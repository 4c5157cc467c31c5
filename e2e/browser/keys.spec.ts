// A key's whole life in a browser: made, seen once, called with the page's own code, paused, resumed, revoked; its secret shows nowhere else.
import type { BrowserContext, Page, Request } from "@playwright/test";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";
import { test as base, expect } from "./console-test";
import { judgePage } from "./judge-page";
import { createKey, fillKeyForm, readShown, runCurl, storeAndLeave, tabTo, type Wanted } from "./key-pages";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };

/** The APIs of a first start, each with a call that the vendor's page shows. */
const APIS: readonly Wanted[] = [
  { api: "fusion-ai", call: "POST /chat" },
  { api: "standard", call: "POST /v1/generate" },
  { api: "infuzu", call: "POST /v1/chat/completions" },
  { api: "cryptofuse", call: "GET /v0/payments" },
  { api: "management", call: "GET /api/tenant" },
];
const [FUSION_AI] = APIS as readonly [Wanted];

const test = base.extend<object, { readonly server: ServerUnderTest; readonly session: string }>({
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
});

test.beforeEach(async ({ context, session, baseUrl }) => {
  await signIn(context, session, baseUrl);
});

async function signIn(context: BrowserContext, session: string, url: string): Promise<void> {
  const cookies = session.split("; ").map((pair) => pair.split("=", 2) as [string, string]);
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url })));
}

/** Everything that a page and its browser hold: what is written, stored, and remembered for Back. */
async function heldBy(page: Page): Promise<string> {
  const held = await page.evaluate(() => {
    const values = [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value);
    return [
      document.documentElement.outerHTML,
      values,
      { ...localStorage },
      { ...sessionStorage },
      window.history.state,
      location.href,
      document.cookie,
    ];
  });
  return JSON.stringify(held);
}

/** What the server answers for a path, as a page and as what Next sends for a navigation. */
async function servedAt(url: string, session: string): Promise<string> {
  const asked: { url: string; headers: Record<string, string> }[] = [
    { url, headers: {} },
    { url, headers: { rsc: "1" } },
    { url: `${url}.rsc`, headers: {} },
  ];
  const answers = await Promise.all(
    asked.map(({ url: target, headers }) => fetch(target, { headers: { ...headers, cookie: session }, redirect: "manual" })),
  );
  return (await Promise.all(answers.map((answer) => answer.text()))).join("\n");
}

test("the form says what is wrong beside its fields, keeps what was filled in, and never takes nothing for everything", async ({
  page,
}, testInfo) => {
  await fillKeyForm(page, FUSION_AI, " ");
  await page.getByLabel("Description (optional)").fill("stays here");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByLabel("Allowed addresses (optional)").fill("10.0.0.0/8\nexample.com");
  await page.getByLabel("Expires").selectOption("On a date");
  await page.getByRole("button", { name: "Create the key" }).click();
  await expect(page.getByText("Give the key a name.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByText("Select at least one call, or choose every endpoint.")).toBeVisible();
  await expect(page.getByText('"example.com" is neither an address nor a block')).toBeVisible();
  await expect(page.getByText("Choose the day on which the key ends.")).toBeVisible();
  await expect(page.getByLabel("Description (optional)")).toHaveValue("stays here");
  await expect(page.getByLabel("API", { exact: true })).toHaveValue("fusion-ai");
  await judgePage(page, testInfo, "new-key-refused");
  await page.getByLabel("Every endpoint, later ones too").check();
  await expect(page.getByText("calls that do not exist yet")).toBeVisible();
  await expect(page.getByText("This key can make 4 of the 5 calls of Fusion AI")).toBeVisible();
  await judgePage(page, testInfo, "new-key-everything");
});

for (const [index, wanted] of APIS.entries()) {
  test(`${wanted.api}: made, seen once, called, paused, resumed, revoked`, async ({
    page,
    server,
    baseUrl,
    session,
    isMobile,
    colorScheme,
  }, testInfo) => {
    // Every API once in the light; elsewhere one journey shows the looks.
    test.skip(index > 0 && (isMobile || colorScheme === "dark"), "walked through in the light");
    const shown = await createKey(page, wanted, `journey ${wanted.api}`);
    const { secret, dialog, curl } = shown;
    if (index === 0) await judgePage(page, testInfo, "reveal");
    await page.keyboard.press("Escape");
    await page.mouse.click(3, 3);
    await expect(dialog.getByText("Store the secret first").first()).toBeVisible();
    await expect(dialog.getByLabel("Secret", { exact: true })).toHaveValue(secret);

    expect(await runCurl(curl)).toBe(200);
    await expect(dialog.getByRole("status").filter({ hasText: "Received, from 127.0.0.1" })).toBeVisible();
    const path = await storeAndLeave(page, shown);
    await expect(page.getByText("from 127.0.0.1")).toBeVisible();
    if (index === 0) await judgePage(page, testInfo, "key");

    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("refused until somebody resumes it")).toBeVisible();
    expect(await runCurl(curl)).toBe(401);
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    expect(await runCurl(curl)).toBe(200);
    await page.getByRole("button", { name: "Revoke", exact: true }).click();
    const question = page.getByRole("dialog", { name: "Revoke this key?" });
    await expect(question).toContainText(/Last used .* from 127\.0\.0\.1/);
    if (index === 0) await judgePage(page, testInfo, "revoke");
    await question.getByRole("button", { name: "Revoke for good" }).click();
    await expect(page.getByText("it is refused for good")).toBeVisible();
    expect(await runCurl(curl)).toBe(401);
    await expect(page.getByRole("button", { name: /Pause|Resume|Revoke|Rename/ })).toHaveCount(0);
    await expect(page.getByRole("list").filter({ hasText: "Created" })).toContainText(/Revoked.*Resumed.*Paused.*Created/);
    if (index === 0) await judgePage(page, testInfo, "revoked");

    expect(await heldBy(page)).not.toContain(secret);
    expect(await servedAt(`${baseUrl}${path}`, session)).not.toContain(secret);
    expect(server.stdout() + server.stderr()).not.toContain(secret);
  });
}

test("no other page shows the secret: not the same one reloaded, not Back, not a second tab", async ({
  page,
  context,
  baseUrl,
  session,
}) => {
  await page.goto("/keys");
  const shown = await createKey(page, FUSION_AI, "once");
  const stored = await context.newPage();
  await stored.goto("/keys");
  expect(await heldBy(stored)).not.toContain(shown.secret);
  const held = JSON.parse(await heldBy(page)) as unknown[];
  expect(JSON.stringify(held.slice(2))).not.toContain(shown.secret);

  const path = await storeAndLeave(page, shown);
  await page.goBack();
  expect(await heldBy(page)).not.toContain(shown.secret);
  await page.goForward();
  await page.reload();
  await expect(page.getByRole("heading", { name: "once" })).toBeVisible();
  expect(await heldBy(page)).not.toContain(shown.secret);
  for (const target of [path, "/keys", "/keys/new"]) expect(await servedAt(`${baseUrl}${target}`, session)).not.toContain(shown.secret);

  const left = await createKey(page, FUSION_AI, "left");
  await page.goto("/tenants");
  await page.goBack();
  await expect(page.getByRole("button", { name: "Create the key" })).toBeVisible();
  expect(await heldBy(page)).not.toContain(left.secret);
  const reloaded = await createKey(page, FUSION_AI, "reloaded");
  await page.reload();
  await expect(page.getByRole("button", { name: "Create the key" })).toBeVisible();
  expect(await heldBy(page)).not.toContain(reloaded.secret);
  await stored.close();
});

test("the same request sent again makes no key and shows no secret", async ({ page, baseUrl, session }) => {
  await fillKeyForm(page, FUSION_AI, "replayed");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.headers()["next-action"] !== undefined);
  await page.getByRole("button", { name: "Create the key" }).dblclick();
  const request = await sent;
  const { secret } = await readShown(page);
  const first = await request.response();
  expect(first?.headers()["cache-control"]).toContain("no-store");
  for (let time = 0; time < 3; time++) {
    const answer = await replay(request, session);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain("already-created");
    expect(text).not.toContain(secret);
  }
  const stranger = await replay(request, "");
  expect(await stranger.text()).not.toContain("already-created");
  const listed = await (await fetch(`${baseUrl}/keys`, { headers: { cookie: session } })).text();
  expect(listed.split(">replayed<")).toHaveLength(2);
});

async function replay(request: Request, cookie: string): Promise<Response> {
  const sent = Object.entries(await request.allHeaders()).filter(
    ([name]) => !name.startsWith(":") && !["content-length", "host", "cookie", "connection"].includes(name),
  );
  const body = new Uint8Array(request.postDataBuffer() ?? []);
  return fetch(request.url(), { method: "POST", headers: { ...Object.fromEntries(sent), cookie }, body, redirect: "manual" });
}

test("copying works without the clipboard of secure pages, and never says that it did when it did not", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const { dialog, secret } = await createKey(page, FUSION_AI, "copied");
  await dialog.getByRole("button", { name: "Copy the secret" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  const pasted = await page.context().newPage();
  await pasted.goto("/keys/new");
  await pasted.getByLabel("Name", { exact: true }).focus();
  await pasted.keyboard.press("ControlOrMeta+V");
  await expect(pasted.getByLabel("Name", { exact: true })).toHaveValue(secret);
  await pasted.close();

  await page.evaluate(() => {
    document.execCommand = () => false;
  });
  await dialog.getByRole("tab", { name: "PowerShell" }).click();
  await dialog.getByRole("button", { name: "Copy PowerShell" }).click();
  await expect(dialog.getByText("Not copied: select the text")).toBeVisible();
  await expect(dialog.getByRole("tabpanel").getByText("Copied", { exact: true })).toHaveCount(0);
});

test("a typed secret warns while it is weak, and is shown and taken as it was typed", async ({ page }) => {
  await fillKeyForm(page, { api: "management", call: "GET /api/tenant" }, "typed");
  const field = page.getByLabel("Secret", { exact: true });
  await expect(field).toHaveValue(/^[\w-]{43}$/);
  await field.fill("with space");
  await page.getByRole("button", { name: "Create the key" }).click();
  await expect(field).toBeFocused();
  await field.fill("super-secret");
  await expect(page.getByText("Easy to guess")).toBeVisible();
  const typed = `a"b'c$HOME\`id\`\\d-${"x7Kq".repeat(4)}`;
  await field.fill(typed);
  await page.getByRole("button", { name: "Create the key" }).click();
  const { secret, curl } = await readShown(page);
  expect(secret).toBe(typed);
  expect(await runCurl(curl)).toBe(200);
});

test("a key is renamed in place; an unknown one has no page; a stranger's browser learns nothing", async ({ page, baseUrl, session }) => {
  const path = await storeAndLeave(page, await createKey(page, FUSION_AI, "old name"));
  await page.getByRole("button", { name: "Rename or describe" }).click();
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill('<img src=x onerror="alert(1)">');
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "<img src=x" })).toBeVisible();
  await expect(page.getByText("Renamed from “old name”")).toBeVisible();
  expect((await fetch(`${baseUrl}/keys/key_0000000000`, { headers: { cookie: session } })).status).toBe(404);
  for (const target of [path, `${path}/first-use`, "/keys/new"]) {
    const answer = await fetch(`${baseUrl}${target}`, {
      headers: { authorization: `Bearer ${session.split("=")[1]}` },
      redirect: "manual",
    });
    expect(answer.status, target).toBe(307);
  }
});

test("a key is made, shown and revoked by keyboard alone", async ({ page, isMobile, colorScheme }) => {
  test.skip(isMobile || colorScheme === "dark", "one keyboard is enough");
  await page.goto("/keys/new");
  await expect(page.getByRole("button", { name: "Create the key" })).toBeEnabled();
  await expect(async () => {
    await page.getByLabel("API", { exact: true }).focus();
    await page.keyboard.type("Fusion");
    await expect(page.getByLabel("POST /chat", { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await page.keyboard.type("by keyboard");
  await tabTo(page, page.getByLabel("POST /chat", { exact: true }));
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  const { dialog } = await readShown(page);
  await expect(dialog.getByLabel("Secret", { exact: true })).toBeFocused();
  await tabTo(page, dialog.getByRole("tab", { name: "curl" }));
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("tab", { name: "JavaScript" })).toBeFocused();
  await tabTo(page, dialog.getByLabel("I have stored this key"));
  await page.keyboard.press("Space");
  await tabTo(page, dialog.getByRole("button", { name: "Go to the key" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "by keyboard" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Revoke", exact: true }));
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog", { name: "Revoke this key?" });
  await expect(question).toBeVisible();
  await tabTo(page, question.getByRole("button", { name: "Revoke for good" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("it is refused for good")).toBeVisible();
});
