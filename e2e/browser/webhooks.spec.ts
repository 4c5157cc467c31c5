// A webhook from its first event to its end: made, told, signed, given a new secret, and removed.
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { openDialog } from "./open-dialog";
import { openPage, settle } from "./open-page";
import { test } from "./owner-test";

test.describe.configure({ mode: "serial" });

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const received: Received[] = [];
let receiver: Server;
let url: string;
let secret: string;

test.beforeAll(async () => {
  receiver = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString("utf8") });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/keyfuse`;
});
test.afterAll(() => {
  receiver?.closeAllConnections();
  receiver?.close();
});

/** The newest event of that type, once it has come. */
async function eventOf(type: string): Promise<Received> {
  const find = () => received.findLast(({ body }) => (JSON.parse(body) as { type: string }).type === type);
  await expect(async () => expect(find()).toBeDefined()).toPass({ timeout: 15_000 });
  return find() ?? { headers: {}, body: "" };
}

/** How many of the request's signatures are by that secret. */
function signaturesBy(key: string, { headers, body }: Received): number {
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const signature = createHmac("sha256", Buffer.from(key.replace("whsec_", ""), "base64"))
    .update(text)
    .digest("base64");
  return String(headers["webhook-signature"])
    .split(" ")
    .filter((one) => one === `v1,${signature}`).length;
}

async function shownSecret(page: Page): Promise<string> {
  const text = (await page.getByRole("region", { name: "Signing secret" }).innerText()).trim();
  expect(text).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  return text;
}

test("an owner adds one, is told what is missing, and sees its secret once", async ({ page }, testInfo) => {
  await page.goto("/settings/webhooks");
  await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
  await judgePage(page, testInfo, "webhooks-empty");
  await page.getByRole("link", { name: "Add a webhook" }).click();
  await settle(page);
  await page.getByLabel("URL").fill("http://hooks.example.com/");
  await page.getByRole("button", { name: "Add the webhook" }).click();
  await expect(page.getByLabel("URL")).toBeFocused();
  await expect(page.getByLabel("URL")).toHaveAccessibleDescription(/must be an https URL/);
  await expect(page.getByText("Choose at least one event.")).toBeVisible();
  await judgePage(page, testInfo, "webhook-problems");
  await page.getByLabel("URL").fill(url);
  await page.getByRole("checkbox", { name: "A tenant was created" }).check();
  await page.getByRole("button", { name: "Add the webhook" }).click();
  secret = await shownSecret(page);
  await judgePage(page, testInfo, "webhook-secret");
  await page.getByRole("link", { name: "Go to the webhook" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Webhook to 127/ })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test("a test event and a real one arrive, signed, and stand among the deliveries", async ({ page }, testInfo) => {
  await page.goto("/settings/webhooks");
  await page.getByRole("link", { name: url }).click();
  await settle(page);
  await page.getByRole("button", { name: "Send a test event" }).click();
  await expect(page.getByText("A test event is on its way.")).toBeVisible();
  expect(signaturesBy(secret, await eventOf("webhook.test"))).toBe(1);
  const place = page.url();
  await openPage(page, "/tenants/new");
  await page.getByLabel("Name", { exact: true }).fill("Hooli");
  const agreement = page.getByRole("checkbox", { name: /these calls will be refused/ });
  if ((await agreement.count()) > 0) await agreement.check();
  await page.getByRole("button", { name: "Create the tenant" }).click();
  const created = await eventOf("tenant.created");
  expect(JSON.parse(created.body)).toMatchObject({ data: { name: "Hooli" } });
  expect(signaturesBy(secret, created)).toBe(1);
  await expect(async () => {
    await page.goto(place);
    await expect(page.getByRole("row", { name: /tenant\.created/ })).toContainText("Delivered", { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await judgePage(page, testInfo, "webhook-deliveries");
  const before = received.length;
  await settle(page);
  await page.getByRole("button", { name: "Send again tenant.created" }).click();
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(before + 1);
  expect(received.at(-1)?.headers["webhook-id"]).toBe(created.headers["webhook-id"]);
});

test("a new secret signs beside the old one; a removed webhook is gone", async ({ page }, testInfo) => {
  await page.goto("/settings/webhooks");
  await page.getByRole("link", { name: url }).click();
  await settle(page);
  await page.getByRole("button", { name: "New secret …" }).press("Enter");
  await judgePage(page, testInfo, "webhook-new-secret");
  await page.getByRole("button", { name: "Make a new secret" }).press("Enter");
  const newSecret = await shownSecret(page);
  expect(newSecret).not.toBe(secret);
  await page.getByRole("button", { name: "Send a test event" }).click();
  await expect
    .poll(() => received.filter((one) => signaturesBy(secret, one) === 1 && signaturesBy(newSecret, one) === 1).length, { timeout: 15_000 })
    .toBe(1);
  const removal = await openDialog(page, testInfo, page.getByRole("button", { name: "Remove …" }), "Remove this webhook?");
  await removal.getByRole("button", { name: "Remove for good" }).click();
  await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
});
