// The later life of a key in a browser: rotated as a routine and after a leak, its old secret watched and ended, extended, replaced.
import type { Page } from "@playwright/test";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { createKey, readShown, runCurl, type Shown, storeAndLeave, type Wanted } from "./key-pages";
import { ONCE, test } from "./owner-test";
import { heldBy, servedAt } from "./where-secrets-stay";

const FUSION_AI: Wanted = { api: "fusion-ai", call: "POST /chat" };

/** Opens the dialog, answers it, and keeps what is shown. */
async function rotate(page: Page, reason: "Routine" | "Leaked"): Promise<Shown> {
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Rotate this key" });
  await question.getByLabel(reason, { exact: true }).check();
  await question.getByRole("button", { name: "Rotate the key" }).click();
  return readShown(page);
}

async function storeAndStay({ dialog }: Shown): Promise<void> {
  await dialog.getByLabel("I have stored this key").check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);
}

const secretsOf = (page: Page) => page.getByRole("region", { name: /^Secrets?$/ });

test("a routine rotation: both secrets good, the old one's callers seen, then ended", async ({ page, baseUrl, session }, testInfo) => {
  const first = await createKey(page, FUSION_AI, "rotated");
  const path = await storeAndLeave(page, first);
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Rotate this key" });
  await expect(question.getByLabel("Routine", { exact: true })).toBeChecked();
  await expect(question.getByLabel("The old secret lives on")).toHaveValue("86400");
  await question.getByLabel("Or earlier?").selectOption("Once it was not used for 1 hour");
  await question.getByLabel("Leaked", { exact: true }).check();
  await expect(question.getByLabel("The old secret lives on")).toHaveValue("0");
  await expect(question.getByLabel("Or earlier?")).toBeHidden();
  await judgePage(page, testInfo, "rotate");
  await page.keyboard.press("Escape");
  const second = await rotate(page, "Routine");
  expect(second.secret).not.toBe(first.secret);
  await expect(second.dialog.getByText("Waiting for the first request")).toBeVisible();
  expect([await runCurl(first.curl), await runCurl(second.curl)]).toEqual([200, 200]);
  await expect(second.dialog.getByText("Received, from 127.0.0.1")).toBeVisible();
  await storeAndStay(second);
  await expect(page.getByRole("button", { name: "Rotate", exact: true })).toBeFocused();
  await expect(async () => {
    await page.reload();
    await expect(secretsOf(page)).toContainText("Called once in the last hour, from 127.0.0.0/24.", { timeout: 1_000 });
  }).toPass();
  await expect(secretsOf(page).getByRole("listitem")).toHaveText([/Current.*First used/s, /Old, still good.*First used.*Ends/s]);
  await expect(secretsOf(page)).toContainText("or once it was not used for 1 hour.");
  await judgePage(page, testInfo, "rotated");

  await secretsOf(page).getByRole("button", { name: "Change its end" }).click();
  const end = page.getByRole("dialog", { name: "When does the old secret end?" });
  await end.getByLabel("It ends").selectOption("In 7 days");
  await end.getByLabel("Or earlier?").selectOption("Once it was not used for 1 hour");
  await judgePage(page, testInfo, "end");
  await end.getByRole("button", { name: "Save" }).click();
  await expect(secretsOf(page)).toContainText("or once it was not used for 1 hour.");
  await secretsOf(page).getByRole("button", { name: "Stop it now" }).click();
  const stop = page.getByRole("dialog", { name: "Stop the old secret?" });
  await expect(stop).toContainText("Called once in the last hour");
  await judgePage(page, testInfo, "stop");
  await stop.getByRole("button", { name: "Stop the old secret" }).click();
  await expect(secretsOf(page).getByText("Ended", { exact: true })).toBeVisible();
  expect([await runCurl(first.curl), await runCurl(second.curl)]).toEqual([401, 200]);
  await expect(page.getByRole("list").filter({ hasText: "Created" })).toContainText(
    /Stopped the old secret.*ends .* silent for 1 hour.*Rotated/s,
  );
  for (const { secret } of [first, second]) {
    expect(await heldBy(page)).not.toContain(secret);
    expect(await servedAt(`${baseUrl}${path}`, session)).not.toContain(secret);
  }
});

test("after a leak the old secret is refused at once; the same request sent again rotates nothing and shows nothing", {
  tag: ONCE,
}, async ({ page, session }) => {
  const first = await createKey(page, FUSION_AI, "leaked");
  await storeAndLeave(page, first);
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.headers()["next-action"] !== undefined);
  const second = await rotate(page, "Leaked");
  expect([await runCurl(first.curl), await runCurl(second.curl)]).toEqual([401, 200]);
  const request = await sent;
  const kept = Object.entries(await request.allHeaders()).filter(
    ([name]) => !name.startsWith(":") && !["content-length", "host", "cookie", "connection"].includes(name),
  );
  const body = new Uint8Array(request.postDataBuffer() ?? []);
  const replay = await fetch(request.url(), { method: "POST", headers: { ...Object.fromEntries(kept), cookie: session }, body });
  const text = await replay.text();
  expect(text).toContain("already-created");
  expect(text).not.toContain(second.secret);
  await storeAndStay(second);
  await expect(secretsOf(page).getByRole("listitem")).toHaveCount(2);
});

test("a compromised key is revoked and replaced in one step; the new one is extended", async ({ page }, testInfo) => {
  const old = await createKey(page, FUSION_AI, "stolen");
  const oldPath = await storeAndLeave(page, old);
  await page.getByRole("button", { name: "Report as compromised" }).click();
  const question = page.getByRole("dialog", { name: "Is this key compromised?" });
  await expect(question).toContainText("It has never been used.");
  await judgePage(page, testInfo, "compromised");
  await question.getByRole("button", { name: "Revoke and replace" }).click();
  const shown = await readShown(page);
  expect([await runCurl(old.curl), await runCurl(shown.curl)]).toEqual([401, 200]);
  const path = await storeAndLeave(page, shown);
  expect(path).not.toBe(oldPath);
  await expect(page.getByRole("heading", { name: "stolen", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Extend" }).click();
  const extension = page.getByRole("dialog", { name: "Extend this key" });
  await extension.getByLabel("Expires").selectOption("In 30 days");
  await extension.getByRole("button", { name: "Extend the key" }).click();
  await expect(extension.getByText("The key lives longer already.")).toBeVisible();
  await extension.getByLabel("Expires").selectOption("In 365 days");
  await judgePage(page, testInfo, "extend");
  await extension.getByRole("button", { name: "Extend the key" }).click();
  await expect(extension).toHaveCount(0);
  await expect(page.getByText(/^Extended to /)).toBeVisible();

  await page.goto(oldPath);
  await expect(page.getByText("it is refused for good")).toBeVisible();
  await expect(page.getByText(/^Reported as compromised, replaced by key_/)).toBeVisible();
});
