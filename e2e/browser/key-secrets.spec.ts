// A new key's secret is seen once: no page, no storage and no second request has it; copying it never lies.
import type { Request } from "@playwright/test";
import { expect } from "./console-test";
import { createKey, fillKeyForm, readShown, runCurl, storeAndLeave, type Wanted } from "./key-pages";
import { ONCE, test } from "./owner-test";
import { heldBy, servedAt } from "./where-secrets-stay";

const FUSION_AI: Wanted = { api: "fusion-ai", call: "POST /chat" };

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
  await expect(page.getByRole("heading", { name: "once" })).toBeVisible();
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

test("the same request sent again makes no key and shows no secret", { tag: ONCE }, async ({ page, baseUrl, session }) => {
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

test("a typed secret warns while it is weak, and is shown and taken as it was typed", { tag: ONCE }, async ({ page }) => {
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
