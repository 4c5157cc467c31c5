// A key's whole life in a browser: made, called with the page's own code, paused, resumed, renamed, revoked; by keyboard alone too.
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { createKey, fillKeyForm, readShown, runCurl, storeAndLeave, tabTo, type Wanted } from "./key-pages";
import { openDialog } from "./open-dialog";
import { ONCE, test } from "./owner-test";
import { heldBy, servedAt } from "./where-secrets-stay";

/** The APIs of a first start, each with a call that the vendor's page shows. */
const APIS: readonly Wanted[] = [
  { api: "fusion-ai", call: "POST /chat" },
  { api: "standard", call: "POST /v1/generate" },
  { api: "infuzu", call: "POST /v1/chat/completions" },
  { api: "cryptofuse", call: "GET /v0/payments" },
  { api: "management", call: "GET /api/tenant" },
];
const [FUSION_AI] = APIS as readonly [Wanted];

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
  // Every API once in the light; elsewhere one journey shows the looks.
  const tag = index === 0 ? [] : [ONCE];
  test(
    `${wanted.api}: made, seen once, called, paused, resumed, revoked`,
    { tag },
    async ({ page, server, baseUrl, session }, testInfo) => {
      const shown = await createKey(page, wanted, `journey ${wanted.api}`);
      const { secret, dialog, curl } = shown;
      if (index === 0) await judgePage(page, testInfo, "reveal");
      await page.keyboard.press("Escape");
      await page.mouse.click(3, 3);
      await expect(dialog.getByText("Store the secret first").first()).toBeVisible();
      await expect(dialog.getByLabel("Secret", { exact: true })).toHaveValue(secret);
      await expect(dialog.getByLabel("I have stored this key")).toBeFocused();

      expect(await runCurl(curl)).toBe(200);
      await expect(dialog.getByRole("status").filter({ hasText: "Received, from 127.0.0.1" })).toBeVisible();
      const path = await storeAndLeave(page, shown);
      await expect(page.getByText("from 127.0.0.1").first()).toBeVisible();
      if (index === 0) await judgePage(page, testInfo, "key");

      await page.getByRole("button", { name: "Pause" }).click();
      await expect(page.getByText("refused until somebody resumes it")).toBeVisible();
      expect(await runCurl(curl)).toBe(401);
      await page.getByRole("button", { name: "Resume" }).click();
      // The button shows at once what is on its way; the bar tells what was done.
      await expect(page.getByRole("region", { name: "What was just done" }).getByRole("status")).toHaveText("Resumed.");
      expect(await runCurl(curl)).toBe(200);
      await page.getByRole("button", { name: "Revoke", exact: true }).click();
      const question = page.getByRole("dialog", { name: "Revoke this key?" });
      await expect(question).toContainText(/Last used .* from 127\.0\.0\.1/);
      await question.getByRole("button", { name: "Revoke for good" }).click();
      await expect(question.getByText("Type the key's name as it stands above.")).toBeVisible();
      await expect(question.getByLabel("Type the key's name to go on")).toBeFocused();
      if (index === 0) await judgePage(page, testInfo, "revoke");
      await question.getByLabel("Type the key's name to go on").fill(`journey ${wanted.api}`);
      await question.getByRole("button", { name: "Revoke for good" }).click();
      await expect(page.getByText("it is refused for good")).toBeVisible();
      expect(await runCurl(curl)).toBe(401);
      await expect(page.getByRole("button", { name: /Pause|Resume|Revoke|Rotate|Extend|Report as compromised/ })).toHaveCount(0);
      await expect(page.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
      await expect(page.getByRole("list").filter({ hasText: "Created" })).toContainText(/Revoked.*Resumed.*Paused.*Created/);
      if (index === 0) await judgePage(page, testInfo, "revoked");

      expect(await heldBy(page)).not.toContain(secret);
      expect(await servedAt(`${baseUrl}${path}`, session)).not.toContain(secret);
      expect(server.stdout() + server.stderr()).not.toContain(secret);
    },
  );
}

test("a key is renamed; an unknown one has no page; a stranger's browser learns nothing", { tag: ONCE }, async ({
  page,
  baseUrl,
  session,
}) => {
  const path = await storeAndLeave(page, await createKey(page, FUSION_AI, "old name"));
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.getByRole("button", { name: "Review the changes" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill('<img src=x onerror="alert(1)">');
  await page.getByRole("button", { name: "Review the changes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save the changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "<img src=x" })).toBeVisible();
  await expect(page.getByText("Renamed from “old name”")).toBeVisible();
  expect((await fetch(`${baseUrl}/keys/key_0000000000`, { headers: { cookie: session } })).status).toBe(404);
  for (const target of [path, `${path}/edit`, `${path}/first-use`, "/keys/new"]) {
    const answer = await fetch(`${baseUrl}${target}`, {
      headers: { authorization: `Bearer ${session.split("=")[1]}` },
      redirect: "manual",
    });
    expect(answer.status, target).toBe(307);
  }
});

test("a key is made, shown, rotated and revoked by keyboard alone", { tag: ONCE }, async ({ page }) => {
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
  await tabTo(page, page.getByRole("button", { name: "Rotate", exact: true }));
  await page.keyboard.press("Enter");
  const rotation = page.getByRole("dialog", { name: "Rotate this key" });
  await expect(rotation).toBeVisible();
  await tabTo(page, rotation.getByLabel("Routine", { exact: true }));
  await page.keyboard.press("ArrowDown");
  await expect(rotation.getByLabel("Leaked", { exact: true })).toBeChecked();
  await page.keyboard.press("Enter");
  const rotated = (await readShown(page)).dialog;
  await tabTo(page, rotated.getByLabel("I have stored this key"));
  await page.keyboard.press("Space");
  await tabTo(page, rotated.getByRole("button", { name: "Done" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Rotate", exact: true })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Revoke", exact: true }));
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog", { name: "Revoke this key?" });
  await expect(question).toBeVisible();
  await tabTo(page, question.getByRole("button", { name: "Revoke for good" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("it is refused for good")).toBeVisible();
});

test("a key of the organisation is made, and handed on to a member once that is confirmed", async ({ page }, testInfo) => {
  await fillKeyForm(page, FUSION_AI, "of us all");
  await page.getByLabel("Held by").selectOption("The organisation");
  await page.getByRole("button", { name: "Create the key" }).click();
  await storeAndLeave(page, await readShown(page));
  const details = page.getByRole("region", { name: "Details" });
  await expect(details).toContainText(/Held by\s*the organisation/);
  const handOn = page.getByRole("button", { name: "Hand on" });
  const dialog = await openDialog(page, testInfo, handOn, "Hand on this key?");
  await dialog.getByRole("button", { name: "Leave the key" }).click();
  await expect(details).toContainText(/Held by\s*the organisation/);
  await handOn.click();
  await dialog.getByLabel("Who holds the key from now on").selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "Hand it on" }).click();
  await expect(dialog).toBeHidden();
  await expect(details).not.toContainText(/Held by\s*the organisation/);
  await expect(page.getByRole("list").filter({ hasText: "Created" })).toContainText("Handed on to a member");
});
