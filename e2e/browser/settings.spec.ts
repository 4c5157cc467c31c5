// What owners decide for the instance: its settings, and the keys that sign its tokens.
import { goByNav } from "./console-nav";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { testAs } from "./owner-test";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };
const CLIENT = { id: "key_0000000001", secret: "given-secret-of-the-settings-suite-0001" };

const BOOTSTRAP = {
  owner: OWNER,
  apis: [
    { slug: "models", name: "Model API", dialect: "standard", upstream: "sample" },
    { slug: "fusion-ai", name: "Fusion AI", dialect: "fusion-ai", upstream: "sample" },
  ],
  keys: [{ ...CLIENT, api: "fusion-ai", name: "Token client", permissions: ["*"] }],
};

const test = testAs(OWNER);

test.use({ serverOptions: { bootstrap: BOOTSTRAP } });

test("settings are changed by owners, refused beside their field, and hold", async ({ page }, testInfo) => {
  await page.goto("/keys");
  await goByNav(page, "Settings");
  await expect(page.getByText(/Keyfuse \d+\.\d+\.\d+/)).toBeVisible();
  await judgePage(page, testInfo, "settings");
  const security = page.getByRole("region", { name: "Security" });
  await security.getByLabel("Longest life of a key, in days").fill("30");
  await security.getByLabel(/A session ends unused after/).fill("soon");
  await security.getByRole("button", { name: "Save" }).click();
  await expect(security.getByLabel(/A session ends unused after/)).toBeFocused();
  await expect(security.getByLabel(/A session ends unused after/)).toHaveAccessibleDescription(/not a whole number from 5 to 1440/);
  await expect(security.getByLabel(/A session ends unused after/)).toHaveValue("soon");
  await judgePage(page, testInfo, "settings-refused");
  await security.getByLabel(/A session ends unused after/).fill("60");
  await security.getByRole("radio", { name: "Members" }).check();
  await security.getByRole("button", { name: "Save" }).click();
  await expect(security.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(security.getByLabel("Longest life of a key, in days")).toHaveValue("30");
  await expect(security.getByRole("radio", { name: "Members" })).toBeChecked();
  const retention = page.getByRole("region", { name: "Retention" });
  await retention.getByLabel("Sums by minute, in hours").fill("1");
  await retention.getByRole("button", { name: "Save" }).click();
  await expect(retention.getByLabel("Sums by minute, in hours")).toBeFocused();
  await expect(retention.getByLabel("Sums by minute, in hours")).toHaveAccessibleDescription(/not a whole number from 25/);
  await page.goto("/audit?action=setting.change");
  await expect(page.getByRole("list", { name: "Audit" }).locator(":scope > li").first()).toContainText("longest key days from none to 30");
  await page.goto("/apis/models");
  await expect(page.getByText("Members may ask for a key of this API, as the settings of this instance say.")).toBeVisible();
});

test("a signing key is rotated while the old one verifies on, and retired for good", async ({ page, baseUrl }, testInfo) => {
  await page.goto("/settings/signing-keys");
  await expect(page.getByRole("heading", { name: "No signing key yet" })).toBeVisible();
  const body = new URLSearchParams({ grant_type: "client_credentials" });
  const authorization = `Basic ${btoa(`${CLIENT.id}:${CLIENT.secret}`)}`;
  expect((await fetch(`${baseUrl}/oauth2/token`, { method: "POST", body, headers: { authorization } })).status).toBe(200);
  await page.reload();
  const table = page.getByRole("table", { name: "Signing keys" });
  await expect(table.getByRole("row", { name: /Tokens of protected APIs/ })).toContainText("Signs");
  await judgePage(page, testInfo, "signing-keys");
  await page.getByRole("button", { name: "Rotate Tokens of protected APIs" }).click();
  const dialog = page.getByRole("dialog", { name: "Rotate this signing key?" });
  await dialog.getByLabel("For an hour").check();
  await judgePage(page, testInfo, "signing-key-rotate");
  await dialog.getByRole("button", { name: "Rotate" }).click();
  await expect(dialog).toBeHidden();
  await expect(table.getByRole("row", { name: /Tokens of protected APIs/ }).first()).toContainText("Verifies only");
  await expect(table.getByRole("row").filter({ hasText: "Signs" })).toHaveCount(1);
  const kids = async () => ((await (await page.request.get("/.well-known/jwks.json")).json()) as { keys: unknown[] }).keys.length;
  expect(await kids()).toBe(2);
  await page.getByRole("button", { name: "Retire Tokens of protected APIs" }).click();
  const ending = page.getByRole("dialog", { name: "Retire this signing key?" });
  await ending.getByLabel("Not at all").check();
  await judgePage(page, testInfo, "signing-key-retire");
  await ending.getByRole("button", { name: "Retire for good" }).click();
  await expect(ending).toBeHidden();
  await expect(table.getByRole("row", { name: /Tokens of protected APIs/ })).toContainText("Retired");
  expect(await kids()).toBe(1);
  await page.getByRole("button", { name: "Make a signing key" }).click();
  const making = page.getByRole("dialog", { name: "Make a signing key" });
  await making.getByLabel("Name (optional)").fill("Ours");
  await making.getByLabel("Algorithm").selectOption("ES256");
  await judgePage(page, testInfo, "signing-key-new");
  await making.getByRole("button", { name: "Make the key" }).click();
  await expect(making).toBeHidden();
  await expect(table.getByRole("row", { name: /Ours/ })).toContainText(/Spare.*Protected APIs.*ES256/);
  await page.getByRole("button", { name: "Make a signing key" }).click();
  await making.getByLabel("Name (optional)").fill("Ours");
  await making.getByRole("button", { name: "Make the key" }).click();
  await expect(making.getByLabel("Name (optional)")).toBeFocused();
  await expect(making.getByLabel("Name (optional)")).toHaveValue("Ours");
});
