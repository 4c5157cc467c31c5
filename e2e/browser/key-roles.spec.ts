// Who may do what with keys, asked directly: captured requests sent again with other sessions, from other sites, and with none.
import { randomUUID } from "node:crypto";
import type { Page, Request } from "@playwright/test";
import { signInOverHttp } from "@/e2e/sign-in";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { hashPassword } from "@/lib/adapters/system/password-hasher";
import { expect } from "./console-test";
import { createKey, fillKeyForm, storeAndLeave } from "./key-pages";
import { ONCE, test } from "./owner-test";

const FUSION_AI = { api: "fusion-ai", call: "POST /chat" };
const PASSWORD = "another horse battery staple";

/** Members of those roles, as the team's page will make them. Answers their session cookies. */
async function makeMembers(dataDir: string, baseUrl: string, roles: readonly string[]): Promise<string[]> {
  const { prisma, close } = openDatabase({ socketDirectory: dataDir });
  const passwordHash = await hashPassword(PASSWORD);
  for (const role of roles) {
    const member = { id: randomUUID(), email: `${role}@example.com`, name: role, role, passwordHash };
    await prisma.member.create({ data: member });
  }
  await close();
  return Promise.all(roles.map((role) => signInOverHttp(baseUrl, { email: `${role}@example.com`, password: PASSWORD })));
}

/** The request that an action of the page sends; it never arrives. */
async function capture(page: Page, press: () => Promise<void>): Promise<Request> {
  await page.route("**/keys/**", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === "POST" && sent.headers()["next-action"] !== undefined),
    press(),
  ]);
  await page.unroute("**/keys/**");
  return request;
}

async function send(request: Request, changed: Readonly<Record<string, string | null>>): Promise<string> {
  const headers = new Headers(
    Object.entries(await request.allHeaders()).filter(([name]) => !name.startsWith(":") && name !== "content-length"),
  );
  for (const [name, value] of Object.entries(changed)) value === null ? headers.delete(name) : headers.set(name, value);
  headers.delete("host");
  const body = new Uint8Array(request.postDataBuffer() ?? []);
  return (await fetch(request.url(), { method: "POST", headers, body, redirect: "manual" })).text();
}

test("keys are made and changed only by who may, asked by our own pages", { tag: ONCE }, async ({
  page,
  server,
  baseUrl,
  session,
  complaints,
}) => {
  const [viewer, developer] = (await makeMembers(server.dataDir, baseUrl, ["viewer", "developer"])) as [string, string];
  const path = await storeAndLeave(page, await createKey(page, FUSION_AI, "the owner's"));
  const pause = await capture(page, () => page.getByRole("button", { name: "Pause" }).click());
  await page.reload();
  await page.goto(`${path}/edit`);
  await page.getByLabel("Name", { exact: true }).fill("renamed");
  await page.getByRole("button", { name: "Review the changes" }).click();
  const edit = await capture(page, () => page.getByRole("button", { name: "Save the changes" }).click());
  await page.goto(path);
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  const revoke = await capture(page, () => page.getByRole("button", { name: "Revoke for good" }).click());
  await fillKeyForm(page, FUSION_AI, "forged");
  const create = await capture(page, () => page.getByRole("button", { name: "Create the key" }).click());

  const attempts: readonly Readonly<Record<string, string | null>>[] = [
    { cookie: viewer },
    { cookie: "" },
    { cookie: session.replace(/.$/, "~") },
    { cookie: "", authorization: `Bearer ${session.slice(session.indexOf("=") + 1)}` },
    { cookie: session, origin: "https://evil.example" },
    { cookie: session, origin: "null" },
    { cookie: session, origin: null },
  ];
  for (const request of [pause, edit, revoke, create]) {
    for (const attempt of attempts) expect(await send(request, attempt)).not.toContain('"secret"');
  }
  for (const request of [pause, edit, revoke]) {
    expect(await send(request, { cookie: developer })).toContain("only keys that you made");
  }
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "the owner's", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(page.getByRole("list").filter({ hasText: "Created" }).getByRole("listitem")).toHaveCount(1);
  await page.goto("/keys");
  await expect(page.getByRole("row", { name: /forged/ })).toHaveCount(0);

  const asked = async (cookie: string, target: string) =>
    (await fetch(`${baseUrl}${target}`, { headers: { cookie }, redirect: "manual" })).status;
  expect(await asked(viewer, "/keys/new")).toBe(404);
  expect(await asked(viewer, path)).toBe(200);
  for (const cookie of [viewer, developer]) expect(await asked(cookie, `${path}/edit`)).toBe(404);
  const offered = await (await fetch(`${baseUrl}/keys/new`, { headers: { cookie: developer } })).text();
  expect(offered).toContain('value="fusion-ai"');
  expect(offered).not.toContain('value="management"');
  expect(await send(create, { cookie: developer })).toContain('"secret"');
  complaints.length = 0;
});

test("with two tenants the form asks for one, says that it stays, and the key keeps it", { tag: ONCE }, async ({ page, server }) => {
  await page.goto("/keys/new");
  await expect(page.getByLabel("Tenant", { exact: true })).toHaveCount(0);
  const { prisma, close } = openDatabase({ socketDirectory: server.dataDir });
  await prisma.tenant.create({ data: { id: randomUUID(), name: "Pied Piper" } });
  await close();
  await fillKeyForm(page, FUSION_AI, "of a tenant");
  await expect(page.getByText("This can never be changed later.")).toBeVisible();
  await page.getByLabel("Tenant", { exact: true }).selectOption("Pied Piper");
  await expect(page.getByText("It reaches the tenant Pied Piper only.")).toBeVisible();
  await page.getByRole("button", { name: "Create the key" }).click();
  const dialog = page.getByRole("dialog", { name: "Store this secret now" });
  await dialog.getByLabel("I have stored this key").check();
  await dialog.getByRole("button", { name: "Go to the key" }).click();
  await expect(page.getByText("It reaches the tenant Pied Piper only.")).toBeVisible();
});
