// An API's life in the console: made, changed part by part, endpoints imported, its dialect worded, deleted. By keyboard where it begins.
import type { Page } from "@playwright/test";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { holdCode } from "./open-page";
import { test } from "./owner-test";

test.describe.configure({ mode: "serial" });

const DOCUMENT = `openapi: 3.1.0
info: {title: Orders, version: "1"}
servers: [{url: https://api.example.com/v1}]
paths:
  /orders:
    get: {security: [{oauth: [read]}]}
    post: {security: [{oauth: [write]}]}
  /orders/{id}:
    $ref: "#/components/pathItems/order"
  /files/{name}.json:
    get: {}
components:
  pathItems:
    order:
      get: {}
      delete: {security: [{oauth: [a, b]}]}
`;

/** Moves on by Tab until the focus is where it should be. */
async function tabTo(page: Page, name: string, role: "textbox" | "button" | "radio" | "combobox" = "textbox"): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${name}`);
}

test("an API is made by keyboard alone; what is wrong stands beside its field, and nothing typed is lost", async ({
  page,
  baseUrl,
}, testInfo) => {
  await page.goto("/apis");
  await page.getByRole("link", { name: "Create an API" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Create an API" })).toBeVisible();
  await tabTo(page, "Name");
  await page.keyboard.type("Order desk");
  await expect(page.getByRole("textbox", { name: "Short name" })).toHaveValue("order-desk");
  await tabTo(page, "Base URL");
  await page.keyboard.type("ftp://example.com");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Base URL" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Base URL" })).toHaveAccessibleDescription(/must be an http\(s\) URL/);
  await judgePage(page, testInfo, "api-new-refused");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("http://10.1.2.3");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Base URL" })).toHaveAccessibleDescription(/private or special range/);
  await page.getByRole("radio", { name: "The built-in sample service" }).focus();
  await page.keyboard.press("Space");
  await tabTo(page, "Add a window to Limits of each key", "button");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Requests" }).fill("60");
  await judgePage(page, testInfo, "api-new");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The API is created and answers already.")).toBeVisible();
  expect((await fetch(`${baseUrl}/gateway/order-desk/v1/models`)).status).toBe(401);
});

test("endpoints are added, ordered, refused where they clash, and saved", async ({ page }, testInfo) => {
  await page.goto("/apis/order-desk/edit?part=endpoints");
  await page.getByRole("button", { name: "Add an endpoint" }).click();
  await page.getByRole("textbox", { name: "Path" }).fill("/health");
  await page.getByRole("button", { name: "Add an endpoint" }).click();
  await page.getByRole("textbox", { name: "Path" }).nth(1).fill("/health");
  await page.getByRole("button", { name: "Save the endpoints" }).click();
  await expect(page.getByText(/serves GET of a path whose GET stands above already/)).toBeVisible();
  await judgePage(page, testInfo, "api-endpoints-refused");
  await page.getByRole("textbox", { name: "Path" }).nth(1).fill("/v1/models");
  await page.getByRole("combobox", { name: "Permission" }).nth(1).selectOption("read");
  await page.getByRole("button", { name: "Move GET /v1/models up" }).click();
  await page.getByRole("button", { name: "Save the endpoints" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "/v1/models" })).toContainText("read");
  await page.goto("/apis/order-desk");
  await expect(page.getByRole("table", { name: "Endpoints" }).getByRole("rowheader").first()).toHaveText("/v1/models");
  await judgePage(page, testInfo, "api-page");
});

test("plans, limits and headers are changed; a header's value is never shown again", async ({ page }, testInfo) => {
  await page.goto("/apis/order-desk/edit?part=plans");
  await page.getByRole("button", { name: "Add a plan" }).click();
  await page.getByRole("textbox", { name: "Name of the plan" }).fill("gold");
  await page.getByRole("button", { name: "Add a window to Windows of a tenant" }).nth(1).click();
  await page.getByRole("button", { name: "Save the plans" }).click();
  await expect(page.getByText("This must be a whole number from 1 to 1000000000.")).toBeVisible();
  await page.getByRole("textbox", { name: "Requests" }).nth(1).fill("1,000");
  await judgePage(page, testInfo, "api-plans");
  await page.getByRole("button", { name: "Save the plans" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove the plan gold" })).toBeVisible();

  await page.getByRole("link", { name: "Hosts, CORS, limits" }).click();
  await page.getByRole("textbox", { name: "Hosts of its own" }).fill("orders.example.com\nlocalhost");
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("X-Token");
  await page.getByLabel("Value").fill("upstream-secret-1");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Entry 2: This is a name of this instance itself, which no API can claim.")).toBeVisible();
  await judgePage(page, testInfo, "api-traffic");
  await page.getByRole("textbox", { name: "Hosts of its own" }).fill("orders.example.com");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByText("X-Token")).toBeVisible();
  expect(await page.content()).not.toContain("upstream-secret-1");
  await page.getByRole("link", { name: "Trusted issuers" }).click();
  await expect(page.getByText(/knows no tokens/)).toBeVisible();
});

test("an issuer is trusted, and a page that was overtaken says so", async ({ page, context }, testInfo) => {
  await page.goto("/apis/fusion-ai/edit?part=trust");
  await page.getByRole("button", { name: "Add an issuer" }).click();
  await page.getByRole("textbox", { name: "Issuer" }).fill("not a url");
  await page.getByRole("button", { name: "Save whom it trusts" }).click();
  await expect(page.getByRole("textbox", { name: "Address of its keys" })).toHaveAccessibleDescription(/needs the address of its keys/);
  await judgePage(page, testInfo, "api-trust");
  const other = await context.newPage();
  await other.goto("/apis/fusion-ai/edit");
  await other.getByRole("textbox", { name: "Name" }).fill("Fusion");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("Saved.")).toBeVisible();
  await page.getByRole("textbox", { name: "Issuer" }).fill("https://id.example.com");
  await page.getByRole("button", { name: "Save whom it trusts" }).click();
  await expect(page.getByText(/Somebody changed this API/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Issuer" })).toHaveValue("https://id.example.com");
});

test("endpoints come from an OpenAPI document, after a look at what would change", async ({ page }, testInfo) => {
  await page.goto("/apis/order-desk/import");
  await page.getByRole("textbox", { name: "The document" }).fill("openapi: 3.1.0\npaths: [");
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByRole("textbox", { name: "The document" })).toHaveAccessibleDescription(/line 2/);
  await page.getByLabel("A file").setInputFiles({ name: "orders.yaml", mimeType: "application/yaml", buffer: Buffer.from(DOCUMENT) });
  await expect(page.getByRole("textbox", { name: "The document" })).toHaveValue(/openapi: 3.1.0/);
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByRole("heading", { name: "What would change" })).toBeFocused();
  await expect(page.getByText("4 added, 0 changed, 2 not in the document, 0 unchanged")).toBeVisible();
  await page.getByText("2 things to know about the document").click();
  await expect(page.getByText("#/paths/~1files~1{name}.json")).toBeVisible();
  await page.getByRole("checkbox", { name: "Put /v1 before each path" }).check();
  await expect(page.getByRole("row", { name: /GET \/v1\/orders Added read/ })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Remove GET /health" })).not.toBeChecked();
  await page.getByRole("checkbox", { name: "Add DELETE /v1/orders/{id}" }).uncheck();
  await judgePage(page, testInfo, "api-import");
  await page.getByRole("button", { name: "Make 3 changes" }).click();
  await expect(page.getByText("5 endpoints")).toBeVisible();
});

test("a dialect is worded, each refusal with its answer beside it", async ({ page, baseUrl }, testInfo) => {
  await page.goto("/apis/order-desk/dialect");
  const body = page.getByRole("textbox", { name: "Body, as JSON" });
  await body.fill('{"sorry": "{api}"');
  await expect(page.getByText("This is not JSON.")).toBeVisible();
  await body.fill('{"sorry": "{api}"}');
  await page.getByRole("textbox", { name: "Status" }).fill("418");
  await expect(page.getByLabel("Answer: No credential")).toContainText(/418[\s\S]*"sorry": "order-desk"/);
  await page.getByRole("textbox", { name: "Short name" }).fill("standard");
  await judgePage(page, testInfo, "api-dialect");
  await page.getByRole("button", { name: "Give the API this dialect" }).click();
  await expect(page.getByRole("textbox", { name: "Short name" })).toHaveAccessibleDescription(/is the name of a dialect that ships/);
  await page.getByRole("textbox", { name: "Short name" }).fill("order-desk");
  await page.getByText("All of it, as JSON").click();
  const literal = page.getByRole("textbox", { name: "The dialect as JSON" });
  await literal.fill((await literal.inputValue()).replace('"randomLength": ', '"randomLength": 1'));
  await page.getByRole("button", { name: "Put it into the fields" }).click();
  await expect(page.getByText("keyShape.randomLength")).toBeVisible();
  // On a slow device, all of it may be typed and sent before the page's code has arrived.
  const letCodeThrough = await holdCode(page);
  await page.reload({ waitUntil: "commit" });
  await page.getByRole("textbox", { name: "Status" }).fill("418");
  await page.getByRole("textbox", { name: "Body, as JSON" }).fill('{"sorry": "{api}"}');
  await page.getByRole("button", { name: "Give the API this dialect" }).click();
  letCodeThrough();
  await expect(page.getByText("Saved.")).toBeVisible();
  const answer = await fetch(`${baseUrl}/gateway/order-desk/v1/models`);
  expect([answer.status, await answer.json()]).toEqual([418, { sorry: "order-desk" }]);
});

test("an API is deleted by its name", async ({ page }, testInfo) => {
  await page.goto("/apis/order-desk/edit");
  await page.getByRole("button", { name: "Delete this API" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete this API?" });
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await dialog.getByRole("textbox").fill("order");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(dialog.getByText("This is not the short name of the API.")).toBeVisible();
  await judgePage(page, testInfo, "api-delete");
  await dialog.getByRole("textbox").fill("order-desk");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The API is deleted.")).toBeVisible();
  await expect(page.getByRole("rowheader", { name: /Order desk/ })).toHaveCount(0);
  expect((await page.goto("/apis/order-desk"))?.status()).toBe(404);
});
