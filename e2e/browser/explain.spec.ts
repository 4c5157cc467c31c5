// "Explain a request" in a browser: from the id that a client was told to the check that decided, the way to change it, and the answer.
import { writeFileSync } from "node:fs";
import { runKeyfuse } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { openConsoleNav } from "./console-nav";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { signIn, test } from "./owner-test";

const SECRET = "given-secret-of-the-explain-suite-0001";
const KEY = "/keys/key_0000000001";

const BOOTSTRAP = {
  apis: [
    {
      slug: "guarded",
      name: "Guarded API",
      dialect: "standard",
      upstream: "sample",
      endpoints: [
        { path: "/v1/models", methods: ["GET"], permission: "read" },
        { path: "/v1/resources", methods: ["GET", "POST"], permission: "write" },
      ],
      plans: [{ name: "default", windows: [{ limit: 2, seconds: 60 }] }],
    },
  ],
  keys: [{ id: "key_0000000001", api: "guarded", name: "Reader", secret: SECRET, permissions: ["read"] }],
};

test.use({ serverOptions: { bootstrap: BOOTSTRAP } });
test.describe.configure({ mode: "serial" });

interface Called {
  readonly status: number;
  readonly id: string;
  readonly body: string;
}

async function call(baseUrl: string, path: string, secret: string | null): Promise<Called> {
  const headers: Record<string, string> = secret === null ? {} : { Authorization: `Bearer ${secret}` };
  const answer = await fetch(`${baseUrl}/gateway/guarded${path}`, { headers });
  return { status: answer.status, id: answer.headers.get("x-request-id") ?? "", body: await answer.text() };
}

test("a refusal is explained: the check, the change with the way there, and the answer word for word", async ({
  page,
  baseUrl,
}, testInfo) => {
  const refused = await call(baseUrl, "/v1/resources", SECRET);
  expect(refused.status).toBe(403);
  await page.goto("/keys");
  await (await openConsoleNav(page)).getByRole("link", { name: "Explain a request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Explain a request" })).toBeVisible();
  await judgePage(page, testInfo, "explain");
  const search = page.getByRole("search", { name: "Requests" });
  await search.getByRole("searchbox").fill(`x-request-id: ${refused.id}`);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${baseUrl}/explain/${refused.id}`);
  await expect(page.getByRole("heading", { name: "Refused: Without the permission" })).toBeVisible();
  await expect(page.getByText("The key has to be given the permission write.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "failed here" })).toContainText("permission that the endpoint needs");
  await expect(page.getByRole("listitem").filter({ hasText: "The rate limits have room" })).toContainText("not reached");
  const facts = page.getByRole("definition");
  await expect(facts.filter({ hasText: "GET /v1/resources" })).toBeVisible();
  await expect(facts.filter({ hasText: "127.0.0.0/24" })).toBeVisible();
  await expect(facts.filter({ hasText: "The only secret that its key had then" })).toContainText("…0001");
  await expect(page.getByText(/was changed/)).toHaveCount(0);
  const shown = (await page.getByRole("region", { name: "Answer", exact: true }).textContent()) ?? "";
  expect(shown).toContain("HTTP 403");
  expect(JSON.parse(shown.slice(shown.indexOf("{")))).toEqual(JSON.parse(refused.body));
  expect(await page.content()).not.toContain(SECRET);
  await judgePage(page, testInfo, "explain-refused");
  await page.getByRole("link", { name: "Edit the key" }).click();
  await expect(page).toHaveURL(`${baseUrl}${KEY}/edit`);
});

test("from the requests of a key to their explanations: accepted, and limited with the wait that was told", async ({
  page,
  baseUrl,
}, testInfo) => {
  const accepted = await call(baseUrl, "/v1/models", SECRET);
  await call(baseUrl, "/v1/models", SECRET);
  const limited = await call(baseUrl, "/v1/models", SECRET);
  expect([accepted.status, limited.status]).toEqual([200, 429]);
  await page.goto(KEY);
  await page.getByRole("link", { name: `Explain ${limited.id}` }).click();
  await expect(page.getByRole("heading", { name: "Refused: Rate limit" })).toBeVisible();
  await expect(page.getByText(/It was told to wait \d+ seconds?, until /)).toBeVisible();
  await expect(page.getByRole("region", { name: "Answer", exact: true })).toContainText("retry-after:");
  await expect(page.getByRole("region", { name: "Answer", exact: true })).toContainText('RateLimit: "minute";r=0');
  await judgePage(page, testInfo, "explain-limited");
  await page.goto(`/explain/${accepted.id}`);
  await expect(page.getByRole("heading", { name: "Let through" })).toBeVisible();
  await expect(page.getByText("Answers to requests that were let through are never kept.")).toBeVisible();
  await judgePage(page, testInfo, "explain-accepted");
});

test("a refusal without a key is for admins; whoever may not see it learns nothing of it", async ({
  page,
  context,
  server,
  baseUrl,
}, testInfo) => {
  const stranger = await call(baseUrl, "/v1/models", "nobodys-secret-0123456789");
  const own = await call(baseUrl, "/v1/resources", SECRET);
  await page.goto(`/explain/${stranger.id}`);
  await expect(page.getByRole("heading", { name: /^Refused: / })).toBeVisible();
  await expect(page.getByText("None was recognised")).toBeVisible();
  await expect(page.getByRole("region", { name: "Answer", exact: true })).toContainText(JSON.parse(stranger.body).error.code);
  await judgePage(page, testInfo, "explain-stranger");

  const viewer = { email: `viewer-${testInfo.project.name}@example.com`, password: "correct horse battery staple" };
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
  await page.goto(`/explain/${stranger.id}`);
  await expect(page.getByRole("status").filter({ hasText: "Nothing is known of" })).toContainText("shown to admins only");
  await judgePage(page, testInfo, "explain-nothing");
  await page.goto(`/explain/${own.id}`);
  await expect(page.getByRole("heading", { name: "Refused: Without the permission" })).toBeVisible();
});

test("what holds no id, and an id that nobody was told, say what to look for", async ({ page, baseUrl }) => {
  await page.goto("/explain?request=my+request");
  await expect(page.getByRole("status").filter({ hasText: "This is no request id" })).toBeVisible();
  await page.goto("/explain/req_1700000000000000000001");
  await expect(page.getByRole("status").filter({ hasText: "Nothing is known of" })).toContainText("2023-11-14 22:13 UTC");
  expect((await page.goto(`${baseUrl}/explain/nothing`))?.status()).toBe(404);
});

test("where the dialect was changed since, the page says that the words shown are today's", async ({ page, server, baseUrl }, testInfo) => {
  const refused = await call(baseUrl, "/v1/resources", SECRET);
  const file = testInfo.outputPath("changed.json");
  writeFileSync(file, JSON.stringify({ apis: [{ ...BOOTSTRAP.apis[0], dialect: "cryptofuse" }] }));
  const { stderr } = await runKeyfuse(server.dataDir, ["bootstrap", "apply", file]);
  expect(stderr).toBe("");
  await page.goto(`/explain/${refused.id}`);
  await expect(page.getByText(/The dialect of this API was changed after this request/)).toBeVisible();
  await judgePage(page, testInfo, "explain-changed");
});
