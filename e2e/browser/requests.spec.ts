// From a stranger's wish to a key, by keyboard and mouse: the form, the mails, the decision, the secret that is shown once.
import type { Page } from "@playwright/test";
import type { ServerUnderTest } from "@/e2e/server-under-test";
import { loadMasterKey } from "@/lib/adapters/system/master-key";
import { listOutbox, OUTBOX_PURPOSE } from "@/lib/adapters/system/outbox/outbox-post";
import { createSealing } from "@/lib/adapters/system/sealing";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { tabTo } from "./key-pages";
import { openPage } from "./open-page";
import { test } from "./owner-test";

test.describe.configure({ mode: "serial" });

const EMAIL = "grace@example.com";

/** The link in the newest mail with that subject. */
async function linkTo({ dataDir }: ServerUnderTest, subject: RegExp): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    const mails = await listOutbox(dataDir, createSealing(loadMasterKey(null, dataDir).bytes, OUTBOX_PURPOSE));
    link = /^http\S+$/m.exec(mails.findLast((mail) => subject.test(mail.subject))?.text ?? "")?.[0];
    expect(link).toBeDefined();
  }).toPass({ timeout: 15_000 });
  return link ?? "";
}

/** A page is seen before its scripts listen: what comes too early is done again. */
async function fill(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).fill(text);
  await expect(page.getByLabel(label)).toHaveValue(text);
}

test("an admin opens the form of an API to everybody", async ({ page }, testInfo) => {
  await page.goto("/requests");
  await expect(page.getByRole("heading", { name: "No requests yet" })).toBeVisible();
  await judgePage(page, testInfo, "requests-empty");
  expect((await page.goto("/request/cryptofuse"))?.status()).toBe(404);
  await openPage(page, "/apis/cryptofuse");
  await page.getByRole("radio", { name: "Everybody" }).check();
  await page.getByRole("region", { name: "Requests for keys" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByText("Everybody may ask for a key of this API, as was decided for this API alone.")).toBeVisible();
  await judgePage(page, testInfo, "api-request-access");
});

test("a stranger asks, is told what is missing, and confirms the address", async ({ browser, baseUrl, server }, testInfo) => {
  const context = await browser.newContext({ baseURL: baseUrl });
  const page = await context.newPage();
  await openPage(page, "/request/cryptofuse");
  await judgePage(page, testInfo, "request-form");
  await tabTo(page, page.getByLabel("Your name"));
  await page.keyboard.type("Grace Hopper");
  await page.keyboard.press("Tab");
  await page.keyboard.type("grace@");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("E-mail address")).toBeFocused();
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(/not an e-mail address/);
  await expect(page.getByLabel("Your name")).toHaveValue("Grace Hopper");
  await judgePage(page, testInfo, "request-form-problems");
  await fill(page, "E-mail address", EMAIL);
  await fill(page, "What do you need the key for?", "Compilers\nand <b>more</b>");
  await page.getByRole("checkbox", { name: /I agree/ }).check();
  await page.getByRole("button", { name: "Ask for a key" }).click();
  await expect(page.getByText("Look into your mailbox")).toBeVisible();
  await judgePage(page, testInfo, "request-sent");
  await openPage(page, await linkTo(server, /^Confirm/));
  await expect(page.getByRole("button", { name: "Confirm my address" })).toBeVisible();
  await judgePage(page, testInfo, "request-confirm");
  await page.getByRole("button", { name: "Confirm my address" }).press("Enter");
  await expect(page.getByText("Your request waits for a decision")).toBeVisible();
  await openPage(page, await linkTo(server, /^Your request/));
  await expect(page.getByRole("button", { name: "Withdraw the request" })).toBeVisible();
  await judgePage(page, testInfo, "request-withdraw");
  await context.close();
});

test("an admin reads all of it and approves with a scope", async ({ page }, testInfo) => {
  await page.goto("/requests?state=waiting");
  await judgePage(page, testInfo, "requests-queue");
  await page.getByRole("link", { name: "Grace Hopper" }).click();
  await expect(page.getByText("and <b>more</b>")).toBeVisible();
  await expect(page.getByText("confirmed by a link")).toBeVisible();
  await judgePage(page, testInfo, "request-waiting");
  const [approve, refuse] = [page.getByRole("button", { name: "Approve …" }), page.getByRole("button", { name: "Refuse …" })];
  await approve.press("Enter");
  await expect(page.getByLabel("Name of the key")).toHaveValue("Grace Hopper");
  await fill(page, "Name of the key", "Grace's key");
  await refuse.click();
  await fill(page, "Reason", "Not yet.");
  await expect(page.getByLabel("Name of the key")).toBeHidden();
  await refuse.click();
  await expect(refuse).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByLabel("Reason")).toBeHidden();
  await refuse.click();
  await expect(page.getByLabel("Reason")).toHaveValue("Not yet.");
  await approve.press("Enter");
  await expect(page.getByLabel("Name of the key")).toHaveValue("Grace's key");
  await page.getByRole("button", { name: "Approve and send the link" }).click();
  await expect(page.getByText("Select at least one call")).toBeVisible();
  await judgePage(page, testInfo, "request-approve-problems");
  await page.getByRole("button", { name: "Tick all" }).click();
  await page.getByRole("button", { name: "Try a request" }).click();
  await page.getByLabel("Path", { exact: true }).fill("/nowhere");
  await page.keyboard.press("Enter");
  await expect(page.getByText("It would be refused:")).toBeVisible();
  await judgePage(page, testInfo, "request-approve-tried");
  await page.getByRole("button", { name: "Approve and send the link" }).click();
  await expect(page.getByText("Approved", { exact: true })).toBeVisible();
  await judgePage(page, testInfo, "request-approved");
  await page.getByRole("button", { name: "Take back the approval" }).click();
  await expect(page.getByRole("dialog", { name: "Take back this approval?" })).toBeVisible();
  await judgePage(page, testInfo, "request-take-back");
  await page.getByRole("button", { name: "Leave it approved" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("the secret is shown once; the link is over then, also after Back", async ({ browser, baseUrl, server }, testInfo) => {
  const context = await browser.newContext({ baseURL: baseUrl });
  const page = await context.newPage();
  const link = await linkTo(server, /is ready$/);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await openPage(page, link);
  await expect(page.getByRole("button", { name: "Show the secret" })).toBeVisible();
  await expect(page).toHaveURL(/\/reveal$/);
  await judgePage(page, testInfo, "reveal");
  await page.getByRole("button", { name: "Show the secret" }).press("Enter");
  const secret = await page.getByRole("region", { name: "Secret", exact: true }).innerText();
  expect(secret.length).toBeGreaterThan(20);
  await judgePage(page, testInfo, "revealed");
  const answer = await fetch(`${baseUrl}/gateway/cryptofuse/v0/payments`, { headers: { "x-api-key": secret.trim() } });
  expect(answer.status).toBe(200);
  await page.goto("/guide");
  await page.goBack();
  await expect(page.getByText(secret.trim())).toHaveCount(0);
  // A link that is pasted where its page stands open is read like any other.
  await openPage(page, "/reveal");
  await expect(page.getByText("Open this page by the whole link")).toBeVisible();
  const second = page.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/reveal"));
  await page.goto(link);
  expect((await second).status()).toBe(410);
  await expect(page.getByText("This link was used")).toBeVisible();
  await judgePage(page, testInfo, "reveal-over");
  const token = new URL(link).hash.slice(1);
  expect(token).toHaveLength(43);
  expect(asked.filter((url) => url.split("#")[0]?.includes(token))).toEqual([]);
  await context.close();
});

test("a member asks, is refused with a reason, asks again and withdraws", async ({ page }, testInfo) => {
  await openPage(page, "/requests/new");
  await judgePage(page, testInfo, "request-new");
  await fill(page, "What do you need the key for?", "A trial");
  await page.getByRole("button", { name: "Ask for a key" }).click();
  await expect(page.getByRole("heading", { name: /asks for a key/ })).toBeVisible();
  await page.getByRole("button", { name: "Refuse …" }).click();
  await expect(page.getByLabel("Reason")).toBeFocused();
  await page.getByRole("button", { name: "Refuse and tell them" }).click();
  await expect(page.getByLabel("Reason")).toHaveAccessibleDescription(/cannot be blank/);
  await judgePage(page, testInfo, "request-refuse");
  await page.getByLabel("Reason").fill("Not for trials.");
  await page.getByRole("button", { name: "Refuse and tell them" }).click();
  await expect(page.getByText("Not for trials.")).toBeVisible();
  await openPage(page, "/requests/new");
  await fill(page, "What do you need the key for?", "Not a trial");
  await page.getByRole("button", { name: "Ask for a key" }).click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await judgePage(page, testInfo, "request-withdraw-dialog");
  await page.getByRole("button", { name: "Withdraw the request" }).click();
  await expect(page.getByText("Withdrawn", { exact: true }).first()).toBeVisible();
});

test("an owner sends a test mail and says where mails come from", async ({ page, server }, testInfo) => {
  await openPage(page, "/settings/mail");
  await judgePage(page, testInfo, "settings-mail");
  await page.getByLabel("Sender").fill("no address");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Sender")).toHaveAccessibleDescription(/not an e-mail address/);
  await page.getByLabel("Sender").fill("keys@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Send a test mail" }).click();
  await expect(page.getByText("A test mail to ada@example.com waits in the outbox: no mail server is set.")).toBeVisible();
  await judgePage(page, testInfo, "settings-mail-sent");
  await expect(async () => {
    const { dataDir } = server;
    const mails = await listOutbox(dataDir, createSealing(loadMasterKey(null, dataDir).bytes, OUTBOX_PURPOSE));
    expect(mails.at(-1)).toMatchObject({ from: "keys@example.com", to: "ada@example.com" });
  }).toPass({ timeout: 15_000 });
});
