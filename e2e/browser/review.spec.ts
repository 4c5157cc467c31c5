// What admins review: the audit in sentences and what was done to it, keys that need attention, the report of who can do what (on paper
// too).
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { REPOSITORY, type ServerUnderTest } from "@/e2e/server-under-test";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { commandLine } from "@/scripts/services/command-line";
import { goByNav } from "./console-nav";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { testAs } from "./owner-test";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };
const TENANT = "11111111-1111-4111-8111-111111111111";
const FORMULA = "=HYPERLINK(1)";
const DAY_MS = 86_400_000;

const BOOTSTRAP = {
  owner: OWNER,
  tenants: [
    { id: TENANT, name: "Pied Piper" },
    { id: "22222222-2222-4222-8222-222222222222", name: "Hooli" },
  ],
  apis: [
    { slug: "models", name: "Model API", dialect: "standard", upstream: "sample" },
    { slug: "fusion-ai", name: "Fusion AI", dialect: "fusion-ai", upstream: "sample" },
  ],
  keys: [
    { id: "key_0000000001", api: "models", name: "Nightly job", secret: "given-secret-of-the-review-suite-0001", permissions: ["read"] },
    { id: "key_0000000002", api: "models", name: FORMULA, secret: "given-secret-of-the-review-suite-0002", permissions: ["*"] },
    {
      id: "key_0000000003",
      api: "models",
      name: "Billing",
      tenantId: TENANT,
      secret: "given-secret-of-the-review-suite-0003",
      permissions: ["read", "write"],
      endpoints: { "/v1/models": ["GET"] },
    },
    { id: "key_0000000004", api: "fusion-ai", name: "Token client", secret: "given-secret-of-the-review-suite-0004", permissions: ["*"] },
  ],
};

const test = testAs(OWNER);

test.use({ serverOptions: { bootstrap: BOOTSTRAP } });

/** Looks into the server's database from outside, and closes it again. */
async function withDatabase(server: ServerUnderTest, work: (database: Database) => Promise<void>): Promise<void> {
  const database = openDatabase({ socketDirectory: server.dataDir });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

const audit = (page: Page) => page.getByRole("list", { name: "Audit" });
const rows = (page: Page) => audit(page).locator(":scope > li");

test("the audit says in sentences who did what, and is narrowed by each of them", async ({ page }, testInfo) => {
  await page.goto("/keys");
  await goByNav(page, "Audit");
  await expect(rows(page).first()).toContainText("Ada Lovelace signed in from");
  await expect(audit(page)).toContainText("the bootstrap file created the API “models”");
  await judgePage(page, testInfo, "audit");

  const search = page.getByRole("search", { name: "Audit" });
  await search.getByLabel("Who").selectOption("Ada Lovelace");
  await search.getByLabel("Did what").selectOption("Signed in");
  await search.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/actor=member.*action=session\.start/);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("link", { name: /Remove the filter Did what/ }).click();
  await expect(page).not.toHaveURL(/action=/);

  await page.goto("/audit?about=key_0000000003");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).getByRole("link", { name: /Billing/ })).toHaveAttribute("href", "/keys/key_0000000003");
  // Folded away until somebody asks, by keyboard too.
  await expect(page.getByText("key.create", { exact: true })).toBeHidden();
  await rows(page).locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("key.create", { exact: true })).toBeVisible();
  await expect(rows(page)).toContainText("Pied Piper");
  await judgePage(page, testInfo, "audit-details");

  await page.goto("/audit");
  const narrow = page.getByRole("search", { name: "Audit" });
  await narrow.getByLabel("From (UTC)").fill("2000-01-01T00:00");
  await narrow.getByLabel("Until (UTC)").fill("2000-01-01T14:05");
  await narrow.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/from=2000-01-01T00%3A00&until=2000-01-01T14%3A05/);
  await expect(page.getByRole("heading", { name: "No such row" })).toBeVisible();
  await page.goto("/audit?from=2000-01-01&until=2099-12-31T23:59:59%2B01:00");
  await expect(narrow.getByLabel("From (UTC)")).toHaveValue("2000-01-01T00:00");
  await expect(narrow.getByLabel("Until (UTC)")).toHaveValue("2099-12-31T22:59:59");
  expect(await rows(page).count()).toBeGreaterThan(1);

  await page.goto("/audit?from=2000-01-01&until=2000-01-31");
  await expect(page.getByRole("heading", { name: "No such row" })).toBeVisible();
  for (const query of [
    "?after=nonsense",
    "?actor=%00&action=%00&about=%00",
    "?from=yesterday&until=2026-02-31",
    "?from=0001-01-01&until=9999-12-31",
    "?before=WzEsIngiLCIwIl0",
  ]) {
    expect((await page.request.get(`/audit${query}`)).status(), query).toBe(200);
  }
});

test("the audit is saved as it is narrowed, without formulas", async ({ page }) => {
  await page.goto("/audit?action=key.create");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV of the audit" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^keyfuse-audit-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines[0]).toBe("at,chain,sequence,actor,by,action,target,words,details");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) expect(line).toContain(",key.create,");
  const jsonl = await page.request.get("/audit/export?format=jsonl&about=key_0000000003");
  expect(jsonl.headers()["content-type"]).toContain("application/x-ndjson");
  expect(JSON.parse(await jsonl.text())).toMatchObject({ action: "key.create", by: "the bootstrap file" });
});

test("a row that was edited in the database is named, on the page and on the command line", async ({ page, server }, testInfo) => {
  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify the audit" }).click();
  await expect(page.getByText(/Every row is what was written/)).toBeVisible();
  await withDatabase(server, async ({ prisma }) => {
    await prisma.$executeRaw`ALTER TABLE "AuditEntry" DISABLE TRIGGER USER`;
    await prisma.$executeRaw`UPDATE "AuditEntry" SET "actor" = 'nobody' WHERE "chain" = 'instance' AND "sequence" = 2`;
  });
  await page.getByRole("button", { name: "Verify again" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Row 2 of this instance is not what was written" });
  await expect(alert).toBeVisible();
  await judgePage(page, testInfo, "audit-broken");
  await alert.getByRole("link", { name: "Show row 2" }).click();
  await expect(rows(page).first()).toContainText("nobody");

  const cli = commandLine(`${REPOSITORY}/dist/keyfuse.js`, { KEYFUSE_DATA_DIR: server.dataDir });
  const { status, stdout } = await cli(["audit", "verify"]);
  expect([status, stdout]).toEqual([1, expect.stringContaining("instance: row 2 is broken (changed); 1 rows before it hold")]);
});

test("keys that need attention say why, and lead to what mends it", async ({ page, server }, testInfo) => {
  await page.goto("/review?reason=expiring");
  await expect(page.getByRole("heading", { name: "No key has this reason" })).toBeVisible();
  await withDatabase(server, async ({ prisma }) => {
    const before = (days: number) => new Date(Date.now() - days * DAY_MS);
    const { id } = await prisma.key.update({
      where: { publicId: "key_0000000001" },
      data: { createdAt: before(100), lastUsedAt: before(40), expiresAt: new Date(Date.now() + 3.5 * DAY_MS) },
    });
    await prisma.keySecret.updateMany({ where: { keyId: id }, data: { createdAt: before(100) } });
  });
  await page.goto("/keys");
  await goByNav(page, "Needs attention");
  const list = page.getByRole("list", { name: "Keys that need attention" });
  await expect(list).toContainText("Expires in 3 days");
  await expect(list).toContainText("Last used 40 days ago");
  await expect(list).toContainText("Its secret is 100 days old and was not rotated since.");
  await expect(list.getByRole("listitem").filter({ hasText: FORMULA })).toContainText(
    "Opens every endpoint with every permission, and never expires.",
  );
  await judgePage(page, testInfo, "review");
  await page
    .getByRole("navigation", { name: "Reasons" })
    .getByRole("link", { name: /Old secret/ })
    .click();
  await expect(page).toHaveURL(/reason=old/);
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("link", { name: "Rotate it (Nightly job)" }).click();
  await expect(page).toHaveURL(/\/keys\/key_0000000001/);
});

test("keys that need attention are saved as the list is narrowed, without formulas", async ({ page }) => {
  await page.goto("/review?reason=unlimited");
  await expect(page.getByRole("link", { name: "CSV of the list" })).toHaveAttribute("href", "/review/export?reason=unlimited&format=csv");
  const csv = (await (await page.request.get("/review/export?format=csv")).text()).trimEnd().split("\r\n");
  expect(csv[0]).toBe("reason,key,name,api,owner,words,mend");
  expect(csv.length).toBeGreaterThan(1);
  for (const line of csv) expect(line).not.toMatch(/(?:^|,)"?[=+@]/);
});

/** Sheets of the report lie: A4 across, in points. */
const SHEET = /\/MediaBox ?\[0 0 841\.\d+ 59[45]\.\d+\]/g;
/** Between its margins, in CSS pixels. */
const SHEET_WIDTH = 1032;

test("the access report says who can do what, fits on paper, and is saved without formulas", async ({ page, browserName }, testInfo) => {
  await page.goto("/review/access");
  const keys = page.getByRole("table", { name: "Keys" });
  await expect(keys.getByRole("row", { name: /Billing/ })).toContainText("GET /v1/models");
  await expect(keys.getByRole("row", { name: /Billing/ })).toContainText("Pied Piper");
  await expect(page.getByRole("table", { name: "Members" })).toContainText("ada@example.com");
  await judgePage(page, testInfo, "access-report");
  const search = page.getByRole("search", { name: "Access report" });
  await search.getByLabel("Tenant").selectOption("Pied Piper");
  await search.getByRole("button", { name: "Apply" }).click();
  await expect(keys.getByRole("row")).toHaveCount(2);
  await page.goto("/review/access");
  const csv = await (await page.request.get("/review/access/export")).text();
  expect(csv).toContain("member,");
  expect(csv).toContain(`key,key_0000000002,'${FORMULA},`);

  expect(browserName).toBe("chromium");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: SHEET_WIDTH, height: 700 });
  await expect(page.locator("nav, button, input, select, [role=menu]").filter({ visible: true })).toHaveCount(0);
  for (const table of await page.getByRole("table").all()) {
    const [needed, given] = await table.evaluate((element) => [element.scrollWidth, element.parentElement?.clientWidth ?? 0]);
    expect(needed).toBeLessThanOrEqual((given ?? 0) + 1);
  }
  const pdf = await page.pdf({ path: testInfo.outputPath("access-report.pdf"), preferCSSPageSize: true, printBackground: true });
  expect(pdf.toString("latin1").match(SHEET)).not.toBeNull();
  expect(pdf.toString("latin1").replaceAll(SHEET, "")).not.toContain("/MediaBox");
});
