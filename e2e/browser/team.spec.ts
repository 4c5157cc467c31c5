// An owner invites people, changes what they may do, and removes them; whoever is changed is out with their next click.
import { randomUUID } from "node:crypto";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { goByNav } from "./console-nav";
import { judgePage } from "./judge-page";
import { lookIntoDialog, openDialog } from "./open-dialog";
import { test } from "./owner-test";

const PASSWORD = "another horse battery staple";
/** The tenant that a first start makes. */
const TENANT = "Default";

test.describe.configure({ mode: "serial" });

/** A browser of somebody else. */
let theirs: BrowserContext | undefined;

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test.afterAll(() => theirs?.close());

test("an owner invites by a link that is shown once, and the person joins with it", async ({ page, browser, baseUrl }, testInfo) => {
  await page.goto("/keys");
  await goByNav(page, "Team");
  await expect(page.getByRole("row", { name: /Ada Lovelace/ })).toContainText("owner");
  await judgePage(page, testInfo, "team");
  await expect(async () => {
    await page.getByRole("button", { name: "Invite a member" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Invite a member" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  const dialog = page.getByRole("dialog", { name: "Invite a member" });
  await dialog.getByLabel("E-mail address").fill("no address");
  await dialog.getByRole("button", { name: "Send the invitation" }).press("Enter");
  await expect(dialog.getByText("This is not an e-mail address.")).toBeVisible();
  await expect(dialog.getByLabel("E-mail address")).toBeFocused();
  await judgePage(page, testInfo, "invite-refused");
  await dialog.getByLabel("E-mail address").fill("bob@example.com");
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: "Invited" });
  await expect(shown).toBeVisible();
  const link = (await shown.getByText(/\/join#/).textContent()) ?? "";
  await expect(shown.getByRole("button", { name: "Copy the link" })).toBeFocused();
  await judgePage(page, testInfo, "invited");
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /bob@example.com/ })).toContainText("developer");
  expect(await page.content()).not.toContain(link.split("#")[1]);
  await judgePage(page, testInfo, "team-invited");

  theirs = await browser.newContext({ baseURL: baseUrl, extraHTTPHeaders: { "x-forwarded-for": "198.51.100.7" } });
  const join = await theirs.newPage();
  const urls: string[] = [];
  join.on("request", (request) => urls.push(request.url()));
  await join.goto(link);
  await expect(join.getByText("bob@example.com")).toBeVisible();
  expect(join.url()).not.toContain("#");
  await join.getByLabel("Your name").fill("Bob");
  await join.getByLabel("Password", { exact: true }).fill("too short");
  await join.getByLabel("The same password again").fill("too short");
  await join.getByRole("button", { name: "Make your account" }).click();
  await expect(join.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await judgePage(join, testInfo, "join-refused");
  await join.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await join.getByLabel("The same password again").fill(PASSWORD);
  await join.getByRole("button", { name: "Make your account" }).click();
  await expect(join.getByText("Your account is made.")).toBeVisible();
  expect(urls.filter((url) => url.split("#")[0]!.includes(link.split("#")[1]!))).toEqual([]);
  await join.goto(link);
  await expect(join.getByRole("main").getByRole("alert")).toContainText("This link opens nothing");
  await signIn(join, "bob@example.com");
  await expect(join.getByRole("heading", { name: "API keys" })).toBeVisible();
  await expect(join.getByRole("link", { name: "Team", exact: true })).toBeHidden();
});

test("an invitation that is sent again has another link, and the one before opens nothing", async ({ page }, testInfo) => {
  await page.goto("/team");
  await openDialog(page, testInfo, page.getByRole("button", { name: "Invite a member" }), "Invite a member");
  await page.getByLabel("E-mail address").fill("dora@example.com");
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: "Invited" });
  const first = (await shown.getByText(/\/join#/).textContent()) ?? "";
  await shown.getByRole("button", { name: "Done" }).click();
  const again = await openDialog(page, testInfo, page.getByRole("button", { name: "Send again to dora@example.com" }), "Sent again");
  await expect(again.getByText(/\/join#/)).not.toHaveText(first);
  await again.getByRole("button", { name: "Done" }).click();
  const join = await theirs!.newPage();
  await join.goto(first);
  await expect(join.getByRole("main").getByRole("alert")).toContainText("This link opens nothing");
  await join.close();
  await page.getByRole("button", { name: "Take back from dora@example.com" }).click();
  await expect(page.getByRole("row", { name: /dora@example.com/ })).toHaveCount(0);
});

test("another role, disablement and a sign-out by an owner end the member's sessions at once", async ({ page }, testInfo) => {
  const bob = theirs!.pages()[0]!;
  await page.goto("/team");
  await page.getByRole("link", { name: "Bob" }).click();
  await expect(page.getByRole("heading", { name: "Bob", level: 1 })).toBeVisible();
  await judgePage(page, testInfo, "member");
  await page.getByRole("combobox", { name: "Role" }).selectOption("admin");
  await page.getByRole("button", { name: "Give this role" }).click();
  await expect(page.getByText("admin. Also changes all keys")).toBeVisible();
  await bob.reload();
  await expect(bob).toHaveURL(/\/login/);

  await signIn(bob, "bob@example.com");
  await expect(bob.getByRole("heading", { name: "API keys" })).toBeVisible();
  await bob.goto("/team");
  await expect(bob.getByRole("heading", { name: "Members" })).toBeVisible();
  await expect(bob.getByRole("button", { name: "Invite a member" })).toBeHidden();

  await page.getByRole("button", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable this member?" });
  await expect(dialog).toBeVisible();
  await judgePage(page, testInfo, "disable");
  await dialog.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(page.getByText("Disabled", { exact: true })).toBeVisible();
  await bob.reload();
  await expect(bob).toHaveURL(/\/login/);
  await signIn(bob, "bob@example.com");
  await expect(bob.getByRole("main").getByRole("alert")).toContainText("wrong");
  await page.getByRole("region", { name: "What was just done" }).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Active", { exact: true })).toBeVisible();
});

/** A second factor and a key, so that there is something to ask about. */
async function equipBob(dataDir: string): Promise<void> {
  const { prisma, close } = openDatabase({ socketDirectory: dataDir });
  const secondFactor = { sealedTotp: Buffer.from("a seed that nobody opens"), totpSince: new Date() };
  const { id } = await prisma.member.update({ where: { email: "bob@example.com" }, data: secondFactor });
  const { id: apiId } = await prisma.api.findFirstOrThrow({ where: { slug: "fusion-ai" } });
  const key = { id: randomUUID(), publicId: "key_7000000000", name: "Nightly job", planName: "default", apiId };
  await prisma.key.create({ data: { ...key, permissions: [], ipAllowList: [], createdBy: `member:${id}` } });
  await close();
}

test("an owner is asked before a member is signed out or freed of a second factor, and before their keys go to somebody else", async ({
  page,
  server,
}, testInfo) => {
  await equipBob(server.dataDir);
  await page.goto("/team");
  await page.getByRole("link", { name: "Bob" }).click();
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await lookIntoDialog(page, testInfo, button("Sign out everywhere"), "Sign this member out?");
  await lookIntoDialog(page, testInfo, button("Remove"), "Remove this member?");
  const freeing = await openDialog(page, testInfo, button("Turn off the second factor"), "Turn off their second factor?");
  await freeing.getByRole("button", { name: "Turn it off" }).click();
  await expect(button("Turn off the second factor")).toBeHidden();
  const handing = await openDialog(page, testInfo, button("Hand on the keys"), "Hand on the keys?");
  await expect(handing.getByLabel("Who holds the key from now on")).toHaveAccessibleDescription(/1 key goes on working/);
  await handing.getByRole("button", { name: "Hand them on" }).click();
  await expect(button("Hand on the keys")).toBeHidden();
});

test("an owner confines a member to a tenant, who sees no more from the next request on, and invites one who is", async ({
  page,
}, testInfo) => {
  const bob = theirs!.pages()[0]!;
  await signIn(bob, "bob@example.com");
  await expect(bob.getByRole("heading", { name: "API keys" })).toBeVisible();
  await bob.goto("/usage");
  await expect(bob.getByRole("heading", { name: "Usage", level: 1 })).toBeVisible();
  await page.goto("/team");
  await page.getByRole("link", { name: "Bob" }).click();
  const form = page.getByRole("region", { name: "Tenants" });
  await expect(async () => {
    await form.getByRole("radio", { name: "Only those ticked" }).check();
    await expect(form.getByRole("group", { name: "Tick tenants" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await form.getByRole("button", { name: "Save the tenants" }).click();
  await expect(form.getByText("Tick at least one tenant.")).toBeVisible();
  await expect(form.getByRole("group", { name: "Tick tenants" })).toBeFocused();
  await judgePage(page, testInfo, "confine-refused");
  await form.getByRole("checkbox", { name: TENANT }).check();
  await form.getByRole("button", { name: "Save the tenants" }).press("Enter");
  await expect(form.getByText("This holds from the member’s next request on.")).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: TENANT })).toBeVisible();
  await judgePage(page, testInfo, "confined-member");

  await bob.reload();
  await expect(bob.getByText("There is nothing at this address.")).toBeVisible();
  await bob.goto("/keys/new");
  await expect(bob.getByLabel("Tenant", { exact: true }).getByRole("option")).toHaveText([TENANT]);
  await expect(bob.getByRole("link", { name: "Usage", exact: true })).toHaveCount(0);
  await judgePage(bob, testInfo, "confined-new-key");
  await bob.goto("/account");
  await expect(bob.getByText("You are confined to the tenant")).toContainText(TENANT);
  await judgePage(bob, testInfo, "confined-account");

  await page.goto("/team");
  await expect(page.getByRole("row", { name: /Bob/ })).toContainText(TENANT);
  await expect(async () => {
    await page.getByRole("button", { name: "Invite a member" }).click();
    await expect(page.getByRole("dialog", { name: "Invite a member" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  const dialog = page.getByRole("dialog", { name: "Invite a member" });
  await dialog.getByLabel("E-mail address").fill("carol@example.com");
  await dialog.getByRole("radio", { name: "Only those ticked" }).check();
  await dialog.getByRole("checkbox", { name: TENANT }).check();
  await judgePage(page, testInfo, "invite-confined");
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await page.getByRole("dialog", { name: "Invited" }).getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /carol@example.com/ })).toContainText(TENANT);
  await judgePage(page, testInfo, "team-confined");
});

test("the last owner keeps their role, and a removed member's place is gone", async ({ page }, testInfo) => {
  await page.goto("/team");
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await expect(page.getByText("Another owner can disable or remove your account.")).toBeVisible();
  await expect(async () => {
    await page.getByRole("combobox", { name: "Role" }).selectOption("viewer");
    await expect(page.getByRole("button", { name: "Give this role" })).toBeEnabled({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole("button", { name: "Give this role" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This is the last owner");
  await judgePage(page, testInfo, "last-owner");
  await page.goto("/team");
  await page.getByRole("link", { name: "Bob" }).click();
  const removal = await openDialog(page, testInfo, page.getByRole("button", { name: "Remove", exact: true }), "Remove this member?");
  await removal.getByRole("button", { name: "Remove for good" }).click();
  await expect(page.getByText("The member is removed.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Bob/ })).toHaveCount(0);
});

test("people make accounts themselves once an owner allows it", async ({ page }, testInfo) => {
  const bob = theirs!.pages()[0]!;
  await bob.goto("/sign-up");
  await expect(bob.getByText("Accounts are made by invitation here.")).toBeVisible();
  await page.goto("/team");
  await expect(async () => {
    await page.getByLabel("Who may make an account themselves").selectOption("domain");
    await expect(page.getByLabel("Domains")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole("button", { name: "Save who may sign up" }).click();
  await expect(page.getByText("Name at least one domain")).toBeVisible();
  await page.getByLabel("Domains").fill("example.com");
  await page.getByRole("button", { name: "Save who may sign up" }).click();
  await expect(page.getByText("This holds from now on.")).toBeVisible();
  await judgePage(page, testInfo, "sign-up-allowed");
  await bob.goto("/login");
  await bob.getByRole("link", { name: "Make an account" }).click();
  await expect(bob.getByRole("heading", { name: "Make an account" })).toBeVisible();
  await bob.getByLabel("E-mail address").fill("grace@elsewhere.example");
  await bob.getByRole("button", { name: "Send the link" }).click();
  await expect(bob.getByText("Ask an owner of this instance for an invitation.")).toBeVisible();
  await judgePage(bob, testInfo, "sign-up-refused");
  await bob.getByLabel("E-mail address").fill("grace@example.com");
  await bob.getByRole("button", { name: "Send the link" }).click();
  await expect(bob.getByText("A mail with a link is on its way")).toBeVisible();
  await judgePage(bob, testInfo, "sign-up-asked");
});
