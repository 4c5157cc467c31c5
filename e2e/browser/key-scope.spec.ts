// What a key may do: chosen in the grid by keyboard alone, tried before it is saved, changed with a look at the difference, and, for
// many keys at once, with progress and what was refused.
import type { Page } from "@playwright/test";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { createKey, readShown, runCurl, storeAndLeave } from "./key-pages";
import { test } from "./owner-test";

const FUSION_AI = { api: "fusion-ai", call: "GET /models" };
/** Keys to act on at once. */
const MANY = 12;

/** Keys straight in the database, once: three were used today, and one never expires. */
async function storeKeys(dataDir: string) {
  const database = openDatabase({ socketDirectory: dataDir });
  await database.pool.query(
    `INSERT INTO "Key" ("id", "publicId", "apiId", "planName", "name", "permissions", "createdBy", "createdAt", "updatedAt", "lastUsedAt", "expiresAt")
     SELECT gen_random_uuid(), 'key_7' || lpad(n::text, 9, '0'), a."id", 'default', 'Bulk ' || lpad(n::text, 2, '0'), '{}', 'command-line', now(), now(),
       CASE WHEN n < 3 THEN now() END, CASE WHEN n > 0 THEN now() + interval '5 days' END
     FROM generate_series(0, ${MANY - 1}) n JOIN "Api" a ON a."slug" = 'fusion-ai' ON CONFLICT DO NOTHING`,
  );
  return database;
}

/** Keeps the third step and all after it from the server until they are let go; each takes its time, so that one can be stopped after. */
async function holdFromThirdPost(page: Page) {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let posts = 0;
  await page.route(/\/keys\?/, async (route) => {
    if (route.request().method() === "POST") {
      posts += 1;
      await (posts > 2 ? held : null);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await route.continue();
  });
  return { goOn: () => goOn() };
}

test("the grid is filled by keyboard alone, says what it means, and a request is tried before the key is made", async ({
  page,
}, testInfo) => {
  await page.goto("/keys/new");
  const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
  await expect(async () => {
    await page.getByLabel("API", { exact: true }).selectOption("fusion-ai");
    await box("Every call").focus();
    await page.keyboard.press("Space");
    await expect(box("POST /chat")).toBeChecked({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText(/This key can make \d of the 5 calls of Fusion AI/)).toBeVisible();
  await page.keyboard.press("Space");
  await expect(page.getByText("Nothing is ticked. A key without endpoints would open every one")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(box("GET on every path")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(box("GET on every path")).toBeChecked();
  await expect(box("GET /models")).toBeChecked();
  await expect(box("Every call")).toBeChecked({ indeterminate: true });
  await page.keyboard.press("ArrowDown");
  await expect(box("GET /models")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(box("Every method of /models")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(box("GET /models")).not.toBeChecked();
  await page.keyboard.press("Space");
  await expect(box("GET /models")).toBeChecked();

  await page.getByRole("group", { name: "Presets of permissions" }).getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Presets of permissions" }).getByRole("button", { pressed: true }).first()).toBeVisible();
  await box("Every one, later ones too").focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("Every permission, and every one that is added later.")).toBeVisible();
  await judgePage(page, testInfo, "scope-grid");
  await page.keyboard.press("Space");

  await page.getByRole("button", { name: "Try a request" }).click();
  await page.getByLabel("Method", { exact: true }).selectOption("DELETE");
  await page.getByLabel("Path", { exact: true }).fill("/models");
  await page.keyboard.press("Enter");
  await expect(page.getByText("It would be refused:")).toBeVisible();
  await page.getByLabel("Method", { exact: true }).selectOption("GET");
  await expect(page.getByText("It would pass, while the rate limits have room.")).toBeVisible();
  await page.getByLabel("Allowed addresses (optional)").fill("10.0.0.0/8");
  await expect(page.getByText("failed here")).toBeVisible();
  await judgePage(page, testInfo, "scope-simulator");
  await page.getByLabel("Allowed addresses (optional)").fill("");

  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("by rows and columns");
  await page.keyboard.press("Enter");
  await readShown(page);
});

test("an edit shows what it changes, gains and loses; a narrower grant is in force at once; a change by others is not overwritten unseen", async ({
  page,
  server,
}, testInfo) => {
  const shown = await createKey(page, FUSION_AI, "to be edited");
  expect(await runCurl(shown.curl)).toBe(200);
  const path = await storeAndLeave(page, shown);
  await expect(page.getByRole("heading", { name: "Call with this key" })).toBeVisible();
  await page.getByRole("tab", { name: "PowerShell" }).click();
  await expect(page.getByText("FUSION_AI_API_KEY='YOUR_SECRET'")).toBeVisible();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit to be edited" })).toBeVisible();
  await expect(page.getByText("These two stay for the key's life")).toBeVisible();
  const review = page.getByRole("button", { name: "Review the changes" });
  await expect(async () => {
    await review.click();
    await expect(page.getByRole("dialog", { name: "Nothing is changed" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await judgePage(page, testInfo, "edit");

  await page.getByLabel("POST /chat", { exact: true }).check();
  await page.getByLabel("GET /models", { exact: true }).uncheck();
  await page.getByLabel("Expires").selectOption("Never");
  await page.getByLabel("Allowed addresses (optional)").fill("nowhere");
  await review.click();
  await expect(page.getByText('"nowhere" is neither an address nor a block')).toBeVisible();
  await page.getByLabel("Allowed addresses (optional)").fill("127.0.0.0/8");
  await review.click();
  const dialog = page.getByRole("dialog", { name: "Save these changes?" });
  await expect(dialog.getByRole("region", { name: "It gains" })).toContainText("POST /chat");
  await expect(dialog.getByRole("region", { name: "It gains" })).toContainText("a life without an end");
  await expect(dialog.getByRole("region", { name: "It loses" })).toContainText("GET /models");
  await expect(dialog.getByRole("region", { name: "It loses" })).toContainText("requests from anywhere");
  await judgePage(page, testInfo, "edit-review");

  const { prisma, close } = openDatabase({ socketDirectory: server.dataDir });
  await prisma.key.update({ where: { publicId: path.slice("/keys/".length) }, data: { name: "renamed meanwhile" } });
  await close();
  await dialog.getByRole("button", { name: "Save the changes" }).click();
  await expect(dialog.getByText("Somebody changed this key after you had opened the form.")).toBeVisible();
  await expect(dialog.getByText("renamed meanwhile")).toBeVisible();
  await dialog.getByRole("button", { name: "Save the changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "to be edited" })).toBeVisible();
  await expect(page.getByText("changed endpoints, expiry and allowed addresses")).toBeVisible();
  expect(await runCurl(shown.curl)).toBe(403);
  await judgePage(page, testInfo, "edited");
});

test("many keys are paused with progress, past a closed dialog and a key that was revoked meanwhile; stopped, it says how far it got", async ({
  page,
  server,
}, testInfo) => {
  const { prisma, close } = await storeKeys(server.dataDir);
  await page.goto("/keys?q=Bulk&sort=name");
  const all = page.getByRole("checkbox", { name: "All keys on this page" });
  const bar = page.getByRole("region", { name: "Selected keys" });
  await expect(async () => {
    await all.check();
    await expect(bar).toContainText(`${MANY} keys selected`, { timeout: 1_000 });
  }).toPass();
  await page.getByRole("checkbox", { name: "Select Bulk 00" }).uncheck();
  await expect(all).toBeChecked({ indeterminate: true });
  await expect(bar).toContainText(`${MANY - 1} keys selected`);
  await judgePage(page, testInfo, "bulk-selected");
  await all.check();

  await bar.getByRole("button", { name: "Pause" }).click();
  const question = page.getByRole("dialog", { name: `Pause ${MANY} keys?` });
  await expect(question).toContainText("3 of them were used in the last 24 hours");
  await judgePage(page, testInfo, "bulk-question");
  await prisma.key.update({ where: { publicId: "key_7000000001" }, data: { revokedAt: new Date() } });
  const halfway = await holdFromThirdPost(page);
  await question.getByRole("button", { name: `Pause ${MANY} keys` }).click();
  await expect(page.getByRole("dialog")).toContainText(`2 of ${MANY}`);
  await judgePage(page, testInfo, "bulk-running");
  await page.keyboard.press("Escape");
  const doing = page.getByRole("region", { name: "What is being done" });
  await expect(doing).toContainText(`2 of ${MANY}`);
  await judgePage(page, testInfo, "bulk-bar");
  halfway.goOn();
  await expect(doing).toContainText(`Paused ${MANY - 1} of ${MANY} keys. 1 was refused.`);
  await doing.getByRole("button", { name: "Show" }).click();
  const ended = page.getByRole("dialog", { name: "Done" });
  await expect(ended.getByRole("region", { name: "Refused" })).toContainText("Bulk 01A revoked key cannot be paused.");
  await judgePage(page, testInfo, "bulk-done");
  await ended.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Paused" })).toHaveCount(MANY - 1);
  const undo = page.getByRole("region", { name: "What was just done" });
  await expect(undo.getByRole("status")).toHaveText(`Paused ${MANY - 1} keys.`);
  await undo.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("dialog", { name: "Done" })).toContainText(`Resumed ${MANY - 1} of ${MANY - 1} keys.`);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Paused" })).toHaveCount(0);
  await undo.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("dialog", { name: "Done" }).getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Paused" })).toHaveCount(MANY - 1);

  await all.check();
  await expect(undo).toBeHidden();
  await bar.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: `Resume ${MANY - 1} keys` }).click();
  await page.getByRole("button", { name: "Stop after this one" }).click();
  await expect(page.getByRole("dialog", { name: "Not finished" })).toContainText(/Resumed \d+ of 11 keys\. Stopped: \d+ w/);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await close();
});

test("in bulk, keys in use are revoked only by saying so, and extending leaves what lives longer", async ({ page, server }, testInfo) => {
  const { prisma, close } = await storeKeys(server.dataDir);
  await page.goto("/keys?q=Bulk&sort=name");
  const bar = page.getByRole("region", { name: "Selected keys" });
  await expect(async () => {
    await page.getByRole("checkbox", { name: "Select Bulk 00" }).check();
    await page.getByRole("checkbox", { name: "Select Bulk 05" }).check();
    await expect(bar).toContainText("2 keys selected", { timeout: 1_000 });
  }).toPass();
  await bar.getByRole("button", { name: "Extend" }).click();
  await page.getByLabel("For 30 days from today").check();
  await judgePage(page, testInfo, "bulk-extend");
  await page.getByRole("button", { name: "Extend 2 keys" }).click();
  await expect(page.getByRole("dialog", { name: "Done" })).toContainText("Bulk 00This key never expires.");
  await judgePage(page, testInfo, "bulk-extended");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  const extended = await prisma.key.findUniqueOrThrow({ where: { publicId: "key_7000000005" } });
  expect((extended.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(29 * 86_400_000);

  await page.getByRole("checkbox", { name: "Select Bulk 00" }).check();
  await bar.getByRole("button", { name: "Revoke" }).click();
  const revoke = page.getByRole("button", { name: "Revoke 1 key" });
  await expect(revoke).toBeDisabled();
  await page.getByLabel('Type "revoke 1 key" to go on').fill("revoke 2 keys");
  await expect(revoke).toBeDisabled();
  await judgePage(page, testInfo, "bulk-revoke");
  await page.getByLabel('Type "revoke 1 key" to go on').fill("revoke 1 key");
  await revoke.click();
  await expect(page.getByRole("dialog", { name: "Done" })).toContainText("Revoked 1 of 1 key.");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("checkbox", { name: "Select Bulk 00" })).toHaveCount(0);
  await close();
});
