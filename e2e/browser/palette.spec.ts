// The command palette and the shortcuts, by keyboard alone.
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { test } from "./owner-test";

const BOOTSTRAP = {
  tenants: [
    { id: "11111111-1111-4111-8111-111111111111", name: "Pied Piper" },
    { id: "22222222-2222-4222-8222-222222222222", name: "Hooli" },
  ],
  apis: [{ slug: "piped", name: "Piped API", dialect: "standard", upstream: "sample" }],
  keys: ["Piper one", "Piper two", "Another"].map((name, index) => ({
    id: `key_000000000${index + 1}`,
    api: "piped",
    name,
    secret: `given-secret-of-the-palette-suite-000${index}`,
    expiresAt: "2099-01-31T20:00:00Z",
  })),
};

test.use({ serverOptions: { bootstrap: BOOTSTRAP } });

const HOTKEY = "Control+k";

test("Ctrl K finds keys, APIs, tenants and pages; arrows choose, Enter goes there, Escape gives the focus back", async ({
  page,
  baseUrl,
}, testInfo) => {
  await page.goto("/keys");
  const search = page.getByRole("searchbox", { name: "Search" });
  await expect(search).toBeVisible();
  await search.focus();
  const palette = page.getByRole("dialog", { name: "Go to anything" });
  await expect(async () => {
    await page.keyboard.press(HOTKEY);
    await expect(palette).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const field = palette.getByRole("combobox");
  await expect(field).toBeFocused();
  await expect(palette.getByRole("option", { name: /^Usage/ })).toBeVisible();
  await judgePage(page, testInfo, "palette-empty");
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(search).toBeFocused();

  await page.keyboard.press(HOTKEY);
  await page.keyboard.type("pipe");
  await expect(palette.getByRole("option")).toHaveText([/Piper two|Piper one/, /Piper/, /Piped API/, /Pied Piper/]);
  await judgePage(page, testInfo, "palette-found");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(palette.getByRole("option", { name: /Piped API/ })).toHaveAttribute("data-highlighted");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${baseUrl}/apis/piped`);
  await expect(palette).toBeHidden();

  await page.getByRole("button", { name: "Go to anything" }).click();
  await field.fill("nothing has this name");
  await expect(palette.getByText("Nothing is called so.")).toBeVisible();
  await judgePage(page, testInfo, "palette-nothing");
  await field.fill("id: req_1700000000000000000001");
  await expect(palette.getByRole("option", { name: /Explain this request/ })).toHaveAttribute("data-highlighted");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${baseUrl}/explain/req_1700000000000000000001`);
});

test("single keys search, create, move through rows and tell of themselves, but not while typing", async ({ page, baseUrl }, testInfo) => {
  await page.goto("/keys");
  const search = page.getByRole("searchbox", { name: "Search" });
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.type("jck?");
  await expect(search).toHaveValue("jck?");
  await expect(page).toHaveURL(`${baseUrl}/keys`);
  await page.getByRole("heading", { level: 1 }).click();

  const links = page.getByRole("rowheader").getByRole("link");
  await page.keyboard.press("j");
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(links.nth(0)).toBeFocused();

  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toBeVisible();
  await judgePage(page, testInfo, "shortcuts");
  await page.keyboard.press("j");
  await expect(dialog.getByRole("checkbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(`${baseUrl}/keys/new`);
});

test("c creates by button and by a link that carries what it is for; j and k walk lists that are no tables", async ({ page, baseUrl }) => {
  /** Until the page's code has arrived, a key does nothing. */
  const press = (key: string, shows: () => Promise<void>) =>
    expect(async () => {
      await page.keyboard.press(key);
      await shows();
    }).toPass();
  await page.goto("/team");
  await press("c", () => expect(page.getByRole("dialog", { name: /Invite/ })).toBeVisible({ timeout: 2_000 }));
  await page.goto("/apis/piped");
  await press("c", () => expect(page).toHaveURL(`${baseUrl}/keys/new?api=piped`, { timeout: 2_000 }));

  await page.goto("/audit");
  const rows = page.getByRole("list", { name: "Audit" }).getByRole("listitem");
  await press("j", () => expect(rows.nth(1).locator(":focus")).toHaveCount(1, { timeout: 500 }));
  await page.keyboard.press("k");
  await expect(rows.nth(0).locator(":focus")).toHaveCount(1);
});

test("the palette does what needs no page: colours, an invitation, the sign-out", async ({ page }) => {
  await page.goto("/keys");
  const palette = page.getByRole("dialog", { name: "Go to anything" });
  const choose = async (typed: string) => {
    await expect(async () => {
      await page.keyboard.press(HOTKEY);
      await expect(palette).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await page.keyboard.type(typed);
    await expect(palette.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(palette).toBeHidden();
  };
  for (const theme of ["dark", "light"]) {
    await choose(theme);
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  }
  await choose("signing keys");
  await expect(page.getByRole("heading", { level: 1, name: /Signing keys/ })).toBeVisible();
  for (let count = 0; count < 2; count += 1) {
    await choose("invite");
    await expect(page.getByRole("dialog", { name: "Invite a member" })).toBeVisible();
    await expect(page).toHaveURL(/\/team$/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Invite a member" })).toBeHidden();
  }
  await choose("sign out");
  await expect(page.getByRole("dialog", { name: "Sign out?" })).toBeVisible();
  await page.keyboard.press("Escape");
});

test("single keys are switched off for this browser, and on again", async ({ page, baseUrl }) => {
  await page.goto("/tenants");
  const palette = page.getByRole("dialog", { name: "Go to anything" });
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const openList = async () => {
    await expect(async () => {
      await page.keyboard.press(HOTKEY);
      await expect(palette).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await page.keyboard.type("keyboard");
    await expect(palette.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(dialog).toBeVisible();
  };
  await openList();
  await dialog.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await openList();
  await expect(dialog.getByRole("checkbox")).not.toBeChecked();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("c");
  await page.keyboard.press("?");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`${baseUrl}/tenants`);
  await openList();
  await dialog.getByRole("checkbox").check();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(`${baseUrl}/tenants/new`);
});

test.describe("on a device in Tokyo", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("times are those of the device, with their zone, until the account's menu turns them to UTC", async ({ page }, testInfo) => {
    await page.goto("/keys/key_0000000001");
    const created = page.locator("time").first();
    await expect(created).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d GMT\+9$/);
    const inUtc = await created.getAttribute("title");
    expect(inUtc).toMatch(/ UTC$/);
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitemradio", { name: "Times in UTC" }).focus();
    await judgePage(page, testInfo, "account-menu");
    await page.keyboard.press("Enter");
    await expect(created).toHaveText(inUtc ?? "");
    await page.reload();
    await expect(created).toHaveText(inUtc ?? "");

    await page.goto("/review/access");
    const expiry = page.getByRole("table", { name: "Keys" }).locator("time").first();
    await expect(expiry).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    await page.evaluate(() => localStorage.removeItem("keyfuse-times"));
    await page.reload();
    await expect(expiry).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d GMT\+9$/);
  });
});
