// Usage as members see it: real requests through the gateway, counted on the key's page, in the list and on the admin page.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { signInOverHttp } from "@/e2e/sign-in";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { goByNav, openConsoleNav } from "./console-nav";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { signIn, test } from "./owner-test";

const SECRET = "given-secret-of-the-usage-suite-0001";
const KEY = "/keys/key_0000000001";
const QUIET_KEY = "/keys/key_0000000002";

const BOOTSTRAP = {
  tenants: [
    { id: "11111111-1111-4111-8111-111111111111", name: "Pied Piper" },
    { id: "22222222-2222-4222-8222-222222222222", name: "A tenant whose name takes more room than most of them do" },
  ],
  apis: [
    {
      slug: "metered",
      name: "Metered API",
      dialect: "fusion-ai",
      upstream: "sample",
      endpoints: [
        { path: "/models", methods: ["GET"] },
        { path: "/account", methods: ["GET"] },
      ],
      plans: [
        { name: "default", windows: [{ limit: 5, seconds: 3600 }], quota: { limit: 1000, period: "total" } },
        { name: "open", windows: [] },
      ],
    },
    { slug: "silent", name: "Silent API", dialect: "standard", upstream: "sample" },
  ],
  keys: [
    {
      id: "key_0000000001",
      api: "metered",
      name: "Counted",
      secret: SECRET,
      endpoints: { "/models": ["GET"] },
      tenantId: "22222222-2222-4222-8222-222222222222",
    },
    { id: "key_0000000002", api: "metered", plan: "open", name: "Quiet", secret: `${SECRET}-quiet` },
  ],
};

test.use({ serverOptions: { bootstrap: BOOTSTRAP } });
test.describe.configure({ mode: "serial" });

/** What the gateway answered. */
interface Called {
  readonly status: number;
  readonly requestId: string;
}

async function call(baseUrl: string, path: string, headers: Readonly<Record<string, string>>): Promise<Called> {
  const answer = await fetch(`${baseUrl}/gateway/metered${path}`, { headers });
  await answer.arrayBuffer();
  return { status: answer.status, requestId: answer.headers.get("x-request-id") ?? "" };
}

const withKey = { Authorization: `Bearer ${SECRET}` };

/** The requests of this file, made once for each server: 5 accepted, 3 limited, 2 denied, and 1 without a key. */
async function makeRequests(baseUrl: string): Promise<{ readonly limited: string; readonly unknown: string }> {
  const ids = { limited: "", unknown: "" };
  for (const expected of [200, 200, 200, 200, 200, 429, 429, 429]) {
    const { status, requestId } = await call(baseUrl, "/models", withKey);
    expect(status).toBe(expected);
    if (status === 429) ids.limited = requestId;
  }
  for (let count = 0; count < 2; count += 1) expect((await call(baseUrl, "/account", withKey)).status).toBe(403);
  const without = await call(baseUrl, "/models", {});
  expect(without.status).toBe(401);
  ids.unknown = without.requestId;
  return ids;
}

let ids = { limited: "", unknown: "" };

const figure = (page: Page, term: string) =>
  page.getByRole("term").filter({ hasText: term }).locator("xpath=following-sibling::dd[1]/span[1]");

test("before the first request every page says how it is sent", async ({ page, baseUrl }, testInfo) => {
  await page.goto(QUIET_KEY);
  await expect(page.getByText("No requests yet in 30 days")).toBeVisible();
  await expect(page.getByLabel("The first request")).toContainText(`${baseUrl}/gateway/metered/`);
  await expect(page.getByLabel("The first request")).toContainText("YOUR_SECRET");
  await expect(page.getByText("Unlimited: the plan")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Waiting for the first request" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Latest requests" })).toBeHidden();
  await judgePage(page, testInfo, "key-without-requests");
  await page.goto("/usage");
  await expect(page.getByText("No requests in the last 24 hours")).toBeVisible();
  await judgePage(page, testInfo, "usage-without-requests");
  await page.goto("/keys");
  await expect(page.getByRole("row", { name: /Quiet/ })).toContainText("No requests");
});

test("a key's page counts what the gateway answered", async ({ page, baseUrl }, testInfo) => {
  ids = await makeRequests(baseUrl);
  await page.goto(KEY);
  await expect(figure(page, "Requests")).toHaveText("10");
  await expect(figure(page, "Accepted")).toHaveText("5");
  await expect(figure(page, "Limited")).toHaveText("3");
  await expect(figure(page, "Denied")).toHaveText("2");
  await expect(figure(page, "Latency p95")).toHaveText(/^[≤>] \d/);
  await expect(page.getByRole("listitem").filter({ hasText: "5 per hour" })).toContainText("0 of 5 left");
  await expect(page.getByRole("listitem").filter({ hasText: "1,000 in all" })).toContainText("995 of 1,000 left");
  await expect(page.getByRole("listitem").filter({ hasText: "A window of the key's plan is full" })).toContainText("3");
  await expect(page.getByRole("listitem").filter({ hasText: "confined to other endpoints" })).toContainText("2");
  await expect(page.getByRole("table", { name: "Endpoints" }).getByRole("row", { name: /GET \/models/ })).toContainText(/5.*3.*0/);
  await expect(page.getByRole("list", { name: "Called from" }).getByRole("listitem")).toHaveText(/^10127\.0\.0\.0\/24Last /);
  // The last use is written within a second.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/Last used .*, from 127\.0\.0\.1, by node/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await judgePage(page, testInfo, "key-usage");
});

test("the chart is moved through by keyboard, tells each day, and turns into a table", async ({ page }, testInfo) => {
  await page.goto(KEY);
  const slider = page.getByRole("slider", { name: "Requests of the last 30 days" });
  const today = await slider.getAttribute("aria-valuetext");
  expect(today).toMatch(/: 5 accepted, 3 limited, 2 denied$/);
  await expect(async () => {
    await slider.focus();
    await page.keyboard.press("Home");
    await expect(slider).toHaveAttribute("aria-valuenow", "1", { timeout: 1_000 });
  }).toPass();
  await expect(slider).toHaveAttribute("aria-valuetext", /: 0 accepted, 0 limited, 0 denied$/);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuenow", "29");
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", today ?? "");
  await expect(page.getByRole("figure").getByText(today?.split(": ")[1] ?? "", { exact: false })).toBeVisible();
  await judgePage(page, testInfo, "key-chart-marked");

  await page.getByRole("button", { name: "Show as table" }).click();
  const table = page.getByRole("table", { name: "Requests of the last 30 days" });
  await expect(table.getByRole("row")).toHaveCount(31);
  await expect(table.getByRole("row").last().getByRole("cell")).toHaveText(["5", "3", "2"]);
  await judgePage(page, testInfo, "key-table");
  await page.getByRole("button", { name: "Show as chart" }).click();
  await expect(slider).toBeVisible();
});

test("a key's latest requests are filtered by outcome and found by id, without scripts", async ({
  browser,
  session,
  baseUrl,
}, testInfo) => {
  const { viewport, colorScheme } = testInfo.project.use;
  const context = await browser.newContext({ baseURL: baseUrl, javaScriptEnabled: false, viewport, colorScheme });
  await signIn(context, session, baseUrl);
  const page = await context.newPage();
  await page.goto(KEY);
  const rows = page.getByRole("table", { name: "Latest requests" }).getByRole("row");
  await expect(rows).toHaveCount(11);
  await page.getByRole("link", { name: "Denied 2" }).click();
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Outside the key's endpoints");
  await expect(rows.nth(1)).toContainText("GET /account");
  await page.getByRole("link", { name: "All 10" }).click();
  const search = page.getByRole("search", { name: "Requests of this key" });
  await search.getByRole("searchbox").fill(ids.limited);
  await search.getByRole("button", { name: "Find" }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText(ids.limited);
  await expect(rows.nth(1)).toContainText("Rate limit");
  await search.getByRole("searchbox").fill("req_0");
  await search.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("None of the latest requests has this id.")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(rows).toHaveCount(11);
  await context.close();
});

test("the list shows thirty days of each key, and no column is cut at 1280 pixels", async ({ page }, testInfo) => {
  await page.goto("/keys");
  const row = page.getByRole("row", { name: /Counted/ });
  await expect(row.getByRole("link", { name: /Usage of Counted/ })).toHaveAccessibleName(/5 accepted, 5 refused in 30 days$/);
  await expect(row.getByRole("link", { name: /Usage of Counted/ })).toHaveAttribute("href", `${KEY}#usage`);
  if (testInfo.project.name !== "phone") {
    const region = page.getByRole("region", { name: "API keys" });
    expect(await region.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(1);
  }
  await judgePage(page, testInfo, "keys-usage");
});

test("the admin page adds up all keys, by range and by API, and leads to the explanation of a refusal without a key", async ({
  page,
}, testInfo) => {
  await page.goto("/keys");
  await goByNav(page, "Usage");
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
  await expect(figure(page, "Requests")).toHaveText("11");
  await expect(figure(page, "Denied")).toHaveText("3");
  await expect(page.getByRole("slider", { name: "Requests of the last 24 hours" })).toBeVisible();
  await expect(page.getByRole("table", { name: "APIs by requests" }).getByRole("row", { name: /Metered API/ })).toContainText(/5.*3.*3/);
  await judgePage(page, testInfo, "usage");
  for (const range of ["7 days", "30 days"]) {
    await page.getByRole("navigation", { name: "How far back" }).getByRole("link", { name: range }).click();
    await expect(page.getByRole("slider", { name: `Requests of the last ${range}` })).toBeVisible();
    await expect(figure(page, "Requests")).toHaveText("11");
  }
  await judgePage(page, testInfo, "usage-30-days");
  await page.getByLabel("API", { exact: true }).selectOption("Silent API");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/usage\?range=30d&api=silent$/);
  await expect(page.getByText("No requests in the last 30 days")).toBeVisible();
  const silent = await page.request.get("/usage/export?range=30d&api=silent");
  expect((await silent.text()).trimEnd().split("\r\n")).toHaveLength(1);
  await page.goto("/usage");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV of the usage" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^keyfuse-usage-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(head).toBe("start,key,tenant,api,endpoint,method,outcome,reason,status,count,units,bytes");
  const counts = lines.map((line) => Number(line.split(",").at(-3)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(11);
  const jsonl = await page.request.get("/usage/export?range=30d&format=jsonl&api=metered");
  expect(jsonl.headers()["content-type"]).toContain("application/x-ndjson");
  expect(JSON.parse((await jsonl.text()).split("\n")[0] ?? "")).toMatchObject({ api: "metered" });

  const search = page.getByRole("search", { name: "Requests" });
  await search.getByRole("searchbox").fill(`X-Request-Id: ${ids.unknown}`);
  await search.getByRole("button", { name: "Explain" }).click();
  await expect(page).toHaveURL(new RegExp(`/explain/${ids.unknown}$`));
  await expect(page.getByRole("heading", { name: "Refused: No credential" })).toBeVisible();
});

test.describe("on a device in Tokyo", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("the latest requests have the times of the device, to the second, and UTC on hover", async ({ page }) => {
    await page.goto(KEY);
    const time = page.getByRole("table", { name: "Latest requests" }).locator("time").first();
    await expect(time).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+9$/);
    await expect(time).toHaveAttribute("title", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  });
});

test("a viewer sees a key's usage, and neither the admin page nor the way to it", async ({ page, context, server, baseUrl }) => {
  const viewer = { email: `viewer-${test.info().project.name}@example.com`, password: "correct horse battery staple" };
  const database = openDatabase({ socketDirectory: server.dataDir });
  await database.pool
    .query(
      `INSERT INTO "Member" ("id", "email", "name", "role", "passwordHash", "updatedAt")
       SELECT gen_random_uuid(), $1, 'Vera', 'viewer', "passwordHash", now() FROM "Member" WHERE "role" = 'owner'`,
      [viewer.email],
    )
    .finally(() => database.close());
  await context.clearCookies();
  await signIn(context, await signInOverHttp(baseUrl, viewer), baseUrl);
  await page.goto(KEY);
  await expect(figure(page, "Requests")).toHaveText("10");
  await expect((await openConsoleNav(page)).getByRole("link", { name: "Usage" })).toBeHidden();
  expect((await page.goto("/usage"))?.status()).toBe(404);
});
