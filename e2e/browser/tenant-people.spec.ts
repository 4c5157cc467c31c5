// A tenant's users, groups and applications as an admin meets them: made, changed, joined, and ended, each page judged on the way.
import type { Page } from "@playwright/test";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { openDialog } from "./open-dialog";
import { test } from "./owner-test";

test.describe.configure({ mode: "serial" });

const NAME = "Pied Piper";
const EMAIL = "richard@piedpiper.example";

async function openTenant(page: Page, part = "Overview"): Promise<void> {
  await page.goto("/tenants");
  await page.getByRole("link", { name: NAME, exact: true }).click();
  const parts = page.getByRole("navigation", { name: `Parts of ${NAME}` });
  await parts.getByRole("link", { name: part }).click();
  await expect(parts.getByRole("link", { name: part })).toHaveAttribute("aria-current", "page");
}

async function saved(page: Page, text = "It is saved."): Promise<void> {
  await expect(page.getByText(text)).toBeVisible();
}

test("a tenant has an overview, and is edited; its empty lists teach", async ({ page }, testInfo) => {
  await page.goto("/tenants/new");
  await page.getByLabel("Name", { exact: true }).fill(NAME);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Create the tenant" }).click();
  await expect(page.getByText("The tenant is created.")).toBeVisible();
  for (const [part, empty] of [
    ["Users", "No users yet"],
    ["Groups", "No groups yet"],
    ["Applications", "No applications yet"],
  ] as const) {
    await openTenant(page, part);
    await expect(page.getByRole("heading", { name: empty })).toBeVisible();
    await judgePage(page, testInfo, `empty-${part}`);
  }
  await openTenant(page);
  await expect(page.getByRole("list", { name: "What is in this tenant" })).toContainText("Users");
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Issuer").fill("https://piedpiper.example");
  await page.getByLabel("Access tokens live, in seconds").fill("a while");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Access tokens live, in seconds")).toBeFocused();
  await expect(page.getByLabel("Access tokens live, in seconds")).toHaveAccessibleDescription(/whole number/);
  await expect(page.getByLabel("Issuer")).toHaveValue("https://piedpiper.example");
  await judgePage(page, testInfo, "tenant-edit-refused");
  await page.getByLabel("Access tokens live, in seconds").fill("5400");
  await page.getByRole("button", { name: "Save" }).click();
  await saved(page);
  await expect(page.getByText("Live for 1 hour 30 minutes")).toBeVisible();
  await judgePage(page, testInfo, "tenant-overview");
});

test("an application gets roles, settings of its own and a secret that is shown once", async ({ page }, testInfo) => {
  await openTenant(page, "Applications");
  await page.getByRole("link", { name: "Create an application" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Compressor");
  await page.getByRole("checkbox", { name: "Make tokens by settings of its own" }).check();
  await page.getByLabel("Access tokens live, in seconds").fill("60");
  await judgePage(page, testInfo, "application-new");
  await page.getByRole("button", { name: "Create the application" }).click();
  await saved(page, "It is created.");
  await expect(page.getByText("Live for 1 minute")).toBeVisible();

  const add = page.getByRole("button", { name: "Add a role" });
  for (const name of ["editor", "reader"]) {
    const dialog = await openDialog(page, testInfo, add, "Add a role");
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    if (name === "reader") await dialog.getByRole("checkbox", { name: /registered without roles/ }).check();
    await dialog.getByRole("button", { name: "Add the role" }).click();
    await expect(page.getByRole("row", { name })).toBeVisible();
    await expect(add).toBeFocused();
  }
  const again = await openDialog(page, testInfo, add, "Add a role");
  await again.getByLabel("Name", { exact: true }).fill("editor");
  await page.keyboard.press("Enter");
  await expect(again.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/A role with this name exists/);
  await page.keyboard.press("Escape");
  const change = await openDialog(page, testInfo, page.getByRole("button", { name: "Change the role editor" }), "Change the role editor");
  await change.getByLabel("Name", { exact: true }).fill("author");
  await change.getByRole("button", { name: "Save the role" }).click();
  await expect(page.getByRole("row", { name: "author" })).toBeVisible();

  const asked = await openDialog(page, testInfo, page.getByRole("button", { name: "Make a new secret" }), "Make a new client secret?");
  await asked.getByRole("button", { name: "Make a new secret" }).click();
  const shown = page.getByRole("dialog", { name: "Store this secret now" });
  const secret = await shown.getByLabel("Client secret", { exact: true }).inputValue();
  expect(secret).toMatch(/^[\w-]{43}$/);
  await judgePage(page, testInfo, "application-secret");
  await shown.getByRole("button", { name: "I have stored it" }).click();
  await page.reload();
  expect(await page.content()).not.toContain(secret);
});

test("a user is made, refused twice, registered, and found again", async ({ page }, testInfo) => {
  await openTenant(page, "Users");
  await page.getByRole("link", { name: "Create a user" }).click();
  await page.getByLabel("First name").fill("Richard");
  await page.getByRole("button", { name: "Create the user" }).click();
  await expect(page.getByLabel("E-mail address")).toBeFocused();
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(/Either an email or a username is needed/);
  await expect(page.getByLabel("First name")).toHaveValue("Richard");
  await judgePage(page, testInfo, "user-refused");
  await page.getByLabel("E-mail address").fill(EMAIL);
  await page.getByLabel("Password").fill("middle-out-1");
  await page.getByRole("button", { name: "Create the user" }).click();
  await saved(page, "It is created.");
  await expect(page.getByRole("heading", { level: 1, name: EMAIL })).toBeVisible();
  await judgePage(page, testInfo, "user-new");

  const register = page.getByRole("button", { name: "Register with an application" });
  const dialog = await openDialog(page, testInfo, register, "Register with an application");
  await dialog.getByRole("checkbox", { name: "author" }).check();
  await dialog.getByRole("button", { name: "Register", exact: true }).click();
  await expect(page.getByRole("row", { name: /Compressor/ })).toContainText("author");
  await expect(register).toBeHidden();
  const roles = await openDialog(page, testInfo, page.getByRole("button", { name: /Change roles/ }), "Roles with Compressor");
  await roles.getByRole("checkbox", { name: "reader" }).check();
  await roles.getByRole("button", { name: "Save the roles" }).click();
  await expect(page.getByRole("row", { name: /Compressor/ })).toContainText("reader");

  await openTenant(page, "Users");
  await page.getByLabel("Search").fill("nobody");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "No users match" })).toBeVisible();
  await judgePage(page, testInfo, "users-none");
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page.getByRole("row", { name: EMAIL })).toBeVisible();
  await page.getByLabel("Order").selectOption("E-mail address");
  await page.getByLabel("Search").fill("RICHARD");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/q=RICHARD.*sort=email/);
  await expect(page.getByRole("row", { name: EMAIL })).toContainText("Active");
  await judgePage(page, testInfo, "users");
});

test("a group gives its members a role, and is deleted by its name", async ({ page }, testInfo) => {
  await openTenant(page, "Groups");
  await page.getByRole("link", { name: "Create a group" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Founders");
  await page.getByRole("checkbox", { name: "author" }).check();
  await judgePage(page, testInfo, "group-new");
  await page.getByRole("button", { name: "Create the group" }).click();
  await saved(page, "It is created.");
  await page.getByLabel("Find a user").fill("richard");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("button", { name: `Add ${EMAIL}` }).click();
  await expect(page.getByRole("heading", { name: "Members (1)" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Users that were found" })).toContainText("Member");
  await judgePage(page, testInfo, "group");
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByRole("checkbox", { name: "author" })).toBeChecked();
  await page.getByLabel("Name", { exact: true }).fill("Makers");
  await page.getByRole("button", { name: "Save" }).click();
  await saved(page);
  const remove = page.getByRole("button", { name: `Remove ${EMAIL}` });
  const asked = await openDialog(page, testInfo, remove, "Remove this member?");
  await asked.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Members (0)" })).toBeVisible();
  const undo = page.getByRole("region", { name: "What was just done" });
  await expect(undo.getByRole("status")).toHaveText("Removed.");
  await undo.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "Members (1)" })).toBeVisible();
  await expect(undo.getByRole("status")).toHaveText("Undone.");
  const deletion = await openDialog(page, testInfo, page.getByRole("button", { name: "Delete" }), "Delete this group?");
  await deletion.getByLabel("Name of what is deleted").fill("Founders");
  await deletion.getByRole("button", { name: "Delete for good" }).click();
  await expect(deletion.getByLabel("Name of what is deleted")).toHaveAccessibleDescription(/not what is to be deleted/);
  await deletion.getByLabel("Name of what is deleted").fill("Makers");
  await page.keyboard.press("Enter");
  await saved(page, "It is deleted.");
});

test("a user who signed in is signed out everywhere, shut out, let in, and deleted", async ({ page, baseUrl }, testInfo) => {
  await openTenant(page, "Applications");
  await page.getByRole("link", { name: "Compressor" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Compressor" })).toBeVisible();
  const applicationId = page.url().split("/").at(-1) ?? "";
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("checkbox", { name: "A sign-in needs an API key" }).uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await saved(page);
  const signIn = async (password: string) => {
    const body = JSON.stringify({ loginId: EMAIL, password, applicationId, metaData: { device: { name: "Laptop" } } });
    const headers = { "content-type": "application/json", "x-forwarded-for": "192.0.2.200" };
    return (await fetch(`${baseUrl}/api/login`, { method: "POST", headers, body })).status;
  };
  expect(await signIn("middle-out-1")).toBe(200);

  await openTenant(page, "Users");
  await page.getByRole("link", { name: EMAIL }).click();
  await expect(page.getByRole("row", { name: /Compressor.*Laptop/ })).toBeVisible();
  await judgePage(page, testInfo, "user");
  const out = page.getByRole("button", { name: "Sign out everywhere" });
  await (await openDialog(page, testInfo, out, "Sign this user out everywhere?"))
    .getByRole("button", { name: "Sign out everywhere" })
    .click();
  await expect(page.getByText("The user is signed in nowhere.")).toBeVisible();

  const password = await openDialog(page, testInfo, page.getByRole("button", { name: "Set a password" }), "Set a password");
  await password.getByLabel("New password").fill("short");
  await page.keyboard.press("Enter");
  await expect(password.getByLabel("New password")).toHaveAccessibleDescription(/at least 8 characters/);
  await password.getByLabel("New password").fill("middle-out-2");
  await page.keyboard.press("Enter");
  await expect(password).toBeHidden();
  expect(await signIn("middle-out-1")).toBe(404);
  expect(await signIn("middle-out-2")).toBe(200);

  const stop = await openDialog(page, testInfo, page.getByRole("button", { name: "Deactivate" }), "Deactivate this user?");
  await stop.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("Inactive", { exact: true })).toBeVisible();
  expect(await signIn("middle-out-2")).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Active", { exact: true })).toBeVisible();
  expect(await signIn("middle-out-2")).toBe(200);
  const deletion = await openDialog(page, testInfo, page.getByRole("button", { name: "Delete" }), "Delete this user?");
  await deletion.getByLabel("Name of what is deleted").fill(EMAIL);
  await deletion.getByRole("button", { name: "Delete for good" }).click();
  await saved(page, "It is deleted.");
  await expect(page.getByRole("heading", { name: "No users yet" })).toBeVisible();
});

test("a tenant is deleted by its name; the last one stays", async ({ page }, testInfo) => {
  await openTenant(page);
  const deletion = await openDialog(page, testInfo, page.getByRole("button", { name: "Delete" }), "Delete this tenant?");
  await expect(deletion).toContainText("0 users, 0 groups, 1 application and 0 API keys");
  await deletion.getByLabel("Name of what is deleted").fill(NAME);
  await deletion.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The tenant is deleted.")).toBeVisible();
  await page.getByRole("rowheader").getByRole("link").click();
  await expect(page.getByRole("navigation", { name: /^Parts of / })).toBeVisible();
  const remaining = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("button", { name: "Delete" }).click();
  const last = page.getByRole("dialog", { name: "Delete this tenant?" });
  await last.getByLabel("Name of what is deleted").fill(remaining);
  await last.getByRole("button", { name: "Delete for good" }).click();
  await expect(last.getByRole("alert")).toHaveText("The last tenant cannot be deleted.");
});
