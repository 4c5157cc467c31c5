// The list of keys: it teaches when it is empty, is searched and filtered with and without scripts, and is paged there and back.
import type { Page } from "@playwright/test";
import { signInOverHttp } from "@/e2e/sign-in";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { signIn, testAs } from "./owner-test";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };
const TENANT = "11111111-1111-4111-8111-111111111111";
const MARKUP = '<img src=x onerror="document.title=1">';
/** Two pages and a part of a third. */
const KEYS = 120;

const BOOTSTRAP = {
  owner: OWNER,
  tenants: [
    { id: TENANT, name: "Pied Piper" },
    { id: "22222222-2222-4222-8222-222222222222", name: MARKUP },
  ],
  apis: [
    { slug: "fusion-ai", name: "Fusion AI", dialect: "fusion-ai", upstream: "sample" },
    { slug: "quiet", name: "Quiet API", dialect: "standard", upstream: "sample" },
  ],
};

const test = testAs(OWNER);

test.use({ serverOptions: { bootstrap: BOOTSTRAP } });
test.describe.configure({ mode: "serial" });

const rows = (page: Page) => page.getByRole("table", { name: "API keys" }).getByRole("row");
const firstNames = async (page: Page) => (await page.getByRole("rowheader").allInnerTexts()).map((text) => text.split("\n")[0]);

test("without a key the page says what one is and leads to the first", async ({ page }, testInfo) => {
  await page.goto("/keys");
  await expect(page.getByRole("heading", { name: "No keys yet" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Create the first key" })).toHaveAttribute("href", "/keys/new");
  await expect(page.getByRole("search")).toBeHidden();
  await judgePage(page, testInfo, "keys-none");
});

test("keys are paged there and back, in the order that the address names", async ({ page, server, baseUrl }, testInfo) => {
  await storeKeys(server.dataDir);
  await page.goto("/keys");
  await expect(rows(page)).toHaveCount(51);
  const first = await firstNames(page);
  expect(first.slice(0, 2)).toEqual([MARKUP, "Service 001"]);
  await expect(page.getByRole("link", { name: "Previous page" })).toBeHidden();
  const [row] = [rows(page).filter({ hasText: "Service 002" })];
  await expect(row).toContainText("from 192.0.2.1");
  await expect(row).toContainText("by the command line");
  await expect(row.getByRole("rowheader").getByRole("link")).toHaveAttribute("href", "/keys/key_0000000002");

  await page.getByRole("link", { name: "Next page" }).click();
  await expect(rows(page).filter({ hasText: "Service 050" })).toHaveCount(1);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(rows(page)).toHaveCount(KEYS - 100 + 1);
  await expect(page.getByRole("link", { name: "Next page" })).toBeHidden();
  await judgePage(page, testInfo, "keys-page-3");
  await page.getByRole("link", { name: "Previous page" }).click();
  await expect(rows(page).filter({ hasText: "Service 050" })).toHaveCount(1);
  await page.getByRole("link", { name: "Previous page" }).click();
  await expect(rows(page).filter({ hasText: "Service 001" })).toHaveCount(1);
  expect(await firstNames(page)).toEqual(first);

  const broken = ["?after=nonsense", "?before=W10", "?q=%00&state=%00&sort=%00", "?sort=name&after=WyJuYW1lIiwiYVx1MDAwMCIsIiJd"];
  for (const query of [...broken, `?tenant=${"x".repeat(3000)}`]) {
    expect((await page.request.get(`${baseUrl}/keys${query}`)).status(), query).toBe(200);
  }
});

test("filters narrow the list, stand in the address, stay while paging, and each can be taken away", async ({ page }, testInfo) => {
  await page.goto("/keys");
  const search = page.getByRole("search");
  await search.getByLabel("State").selectOption("Active");
  await search.getByLabel("API").selectOption("Fusion AI");
  await search.getByLabel("Tenant").selectOption("No tenant");
  await search.getByLabel("Order").selectOption("Name");
  await search.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/keys\?.*state=active/);
  await expect(rows(page).filter({ hasText: "Active" })).toHaveCount(50);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(search.getByLabel("State")).toHaveValue("active");
  await expect(rows(page).filter({ hasText: "Paused" })).toHaveCount(0);
  await judgePage(page, testInfo, "keys-filtered");

  await page.getByRole("link", { name: "Remove the filter API: Fusion AI" }).click();
  await expect(page.getByRole("link", { name: "Remove the filter API: Fusion AI" })).toBeHidden();
  await expect(search.getByLabel("API")).toHaveValue("");
  await expect(search.getByLabel("Order")).toHaveValue("name");
  await page.getByRole("link", { name: "Remove the filter State: Active" }).click();
  await expect(search.getByLabel("State")).toHaveValue("");
  await page.getByRole("link", { name: "Remove the filter Tenant: None" }).click();
  await expect(page.getByRole("list", { name: "Filters that are on" })).toBeHidden();
  await expect(page).toHaveURL(/\/keys\?sort=name$/);

  await page.goto("/keys?state=paused");
  await expect(rows(page).filter({ hasText: "Paused" })).toHaveCount(KEYS / 10);
});

test("a search without scripts finds by name, id and description, takes signs as they are, and says when nothing is found", async ({
  browser,
  session,
  baseUrl,
}, testInfo) => {
  const { viewport, colorScheme } = testInfo.project.use;
  const context = await browser.newContext({ baseURL: baseUrl, javaScriptEnabled: false, viewport, colorScheme });
  await signIn(context, session, baseUrl);
  const page = await context.newPage();
  await page.goto("/keys");
  for (const [text, found] of [
    ["service 07", 10],
    ["key_0000000042", 1],
    ["TEAM 3", KEYS / 10],
    ["onerror=", 1],
    ["%", 0],
  ] as const) {
    await page.getByRole("searchbox", { name: "Search" }).fill(text);
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue(text);
    await expect(page.getByRole("rowheader")).toHaveCount(found);
  }
  await expect(page.getByRole("heading", { name: "No keys match" })).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath("keys-not-found.png"), fullPage: true });
  await page.getByRole("link", { name: "Show all keys" }).click();
  await expect(page.getByRole("rowheader")).toHaveCount(50);
  await context.close();
});

test("nothing found is no dead end", async ({ page }, testInfo) => {
  await page.goto("/keys?q=nobody&state=revoked");
  await expect(page.getByRole("heading", { name: "No keys match" })).toBeVisible();
  await judgePage(page, testInfo, "keys-not-found");
  await page.getByRole("link", { name: "Show all keys" }).click();
  await expect(rows(page)).toHaveCount(51);
});

test("an address that leads nowhere is said so within the console's frame", async ({ page }, testInfo) => {
  await page.goto("/keys/key_9999999999");
  await expect(page.getByRole("heading", { name: "There is nothing at this address." })).toBeVisible();
  await expect(page.getByRole("main")).toHaveCount(1);
  await judgePage(page, testInfo, "nothing-here");
  await page.getByRole("link", { name: "All API keys" }).click();
  await expect(page).toHaveURL(/\/keys$/);
});

test("a viewer sees all keys and is not offered to make one", async ({ page, context, server, baseUrl }) => {
  await page.goto("/keys");
  await expect(page.getByRole("link", { name: "Create key" })).toBeVisible();
  const viewer = { email: `viewer-${test.info().project.name}@example.com`, password: OWNER.password };
  await run(
    server.dataDir,
    `INSERT INTO "Member" ("id", "email", "name", "role", "passwordHash", "updatedAt")
     SELECT gen_random_uuid(), '${viewer.email}', 'Vera', 'viewer', "passwordHash", now() FROM "Member" WHERE "role" = 'owner'`,
  );
  await context.clearCookies();
  await signIn(context, await signInOverHttp(baseUrl, viewer), baseUrl);
  await page.goto("/keys");
  await expect(rows(page)).toHaveCount(51);
  await expect(page.getByRole("link", { name: "Create key" })).toBeHidden();
});

/** One in ten is paused, each of another age; the newest is named by markup. */
function storeKeys(dataDir: string): Promise<void> {
  return run(
    dataDir,
    `WITH made AS (
       INSERT INTO "Key" ("id", "publicId", "apiId", "planName", "tenantId", "name", "description", "permissions", "createdBy", "createdAt",
         "updatedAt", "expiresAt", "pausedAt", "lastUsedAt", "lastUsedFrom")
       SELECT gen_random_uuid(), 'key_' || lpad(n::text, 10, '0'), a."id", 'default', CASE WHEN n % 11 = 3 THEN '${TENANT}'::uuid END,
         CASE n WHEN 0 THEN '${MARKUP}' ELSE 'Service ' || lpad(n::text, 3, '0') END, 'Used by team ' || n % 10 || '.', '{}',
         'command-line', now() - n * interval '1 hour', now(), CASE WHEN n % 4 = 2 THEN now() + n * interval '1 day' END,
         CASE WHEN n % 10 = 1 THEN now() END, CASE WHEN n % 2 = 0 THEN now() - n * interval '1 minute' END,
         CASE WHEN n % 2 = 0 THEN '192.0.2.1' END
       FROM generate_series(0, ${KEYS - 1}) n JOIN "Api" a ON a."slug" = CASE WHEN n % 12 = 5 THEN 'quiet' ELSE 'fusion-ai' END
       RETURNING "id", "apiId", "publicId"
     )
     INSERT INTO "KeySecret" ("id", "keyId", "apiId", "fingerprint", "origin", "preview")
     SELECT gen_random_uuid(), "id", "apiId", decode(md5("id"::text), 'hex'), 'minted', 'sk-fusion-…' || right("publicId", 4) FROM made`,
  );
}

/** Straight into the database: what matters here is how it is shown. */
async function run(dataDir: string, sql: string): Promise<void> {
  const database = openDatabase({ socketDirectory: dataDir });
  await database.pool.query(sql).finally(() => database.close());
}
