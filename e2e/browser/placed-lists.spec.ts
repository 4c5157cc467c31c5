// Lists longer than a page, with one order and no search: each goes on and back alone, also where a page has several of them.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { PAGE_SIZE } from "@/lib/manage/seek-page";
import type { PrismaClient } from "@/prisma/generated/client";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { ONCE, test } from "./owner-test";

const COUNT = PAGE_SIZE + 10;
const TENANT = "11111111-1111-4111-8111-111111111111";
const USER = "22222222-2222-4222-8222-222222222222";

const BOOTSTRAP = {
  tenants: [{ id: TENANT, name: "Pied Piper" }],
  apis: rowsOf((n) => ({ slug: `api-${n}`, name: `API ${String(n).padStart(2, "0")}`, dialect: "standard", upstream: "sample" })),
};

test.use({ serverOptions: { bootstrap: BOOTSTRAP, env: { TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "debug" } } });

const table = (page: Page, name: string) =>
  page
    .getByRole("table", { name })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader") });

/** Goes on to the page after the first and back again, and sees each row once. */
async function goThrough(page: Page, list: { readonly caption: string; readonly noun: string; readonly more?: number }): Promise<void> {
  const rows = table(page, list.caption);
  const pages = page.getByRole("navigation", { name: `Pages of ${list.noun}` });
  await expect(rows).toHaveCount(PAGE_SIZE);
  const first = await rows.getByRole("rowheader").allInnerTexts();
  await pages.getByRole("link", { name: `Next page of ${list.noun}` }).click();
  await expect(rows).toHaveCount(COUNT - PAGE_SIZE + (list.more ?? 0));
  expect(new URL(page.url()).search).toContain("after=");
  await pages.getByRole("link", { name: `Previous page of ${list.noun}` }).click();
  await expect(rows).toHaveCount(PAGE_SIZE);
  expect(await rows.getByRole("rowheader").allInnerTexts()).toEqual(first);
}

// Each opens several pages of fifty rows.
test.setTimeout(180_000);

test.beforeEach(async ({ server }) => {
  const { prisma, close } = openDatabase({ socketDirectory: server.dataDir });
  if ((await prisma.webhook.count()) === 0) await seed(prisma);
  await close();
});

test("invitations and members of one page do not reset one another", { tag: ONCE }, async ({ page }, testInfo) => {
  await page.goto("/team");
  await goThrough(page, { caption: "Members", noun: "members", more: 1 });
  await goThrough(page, { caption: "Open invitations", noun: "invitations" });
  await page.getByRole("link", { name: "Next page of members" }).click();
  await expect(table(page, "Members")).toHaveCount(COUNT + 1 - PAGE_SIZE);
  await page.getByRole("link", { name: "Next page of invitations" }).click();
  await expect(table(page, "Open invitations")).toHaveCount(COUNT - PAGE_SIZE);
  await expect(table(page, "Members")).toHaveCount(COUNT + 1 - PAGE_SIZE);
  await judgePage(page, testInfo, "team-last");
  await page.goto("/team?after=made-up&invitations-after=made-up");
  await expect(table(page, "Members")).toHaveCount(PAGE_SIZE);
  await expect(table(page, "Open invitations")).toHaveCount(PAGE_SIZE);
});

for (const [path, caption, noun, more] of [
  ["/settings/webhooks", "Webhooks", "webhooks", 0],
  ["/settings/signing-keys", "Signing keys", "signing keys", 0],
  // Keyfuse's own management API stands behind the last.
  ["/apis", "APIs behind this instance", "APIs", 1],
  ["/account", "Your sessions", "sessions", 1],
  [`/tenants/${TENANT}`, "Signing keys", "signing keys", 0],
] as const) {
  test(`${noun} at ${path.split("/").slice(1, 3).join(" ")} go on and back`, { tag: ONCE }, async ({ page }, testInfo) => {
    await page.goto(path);
    await goThrough(page, { caption, noun, more });
    // The ways on and back look alike everywhere.
    if (noun !== "webhooks") return;
    await page.getByRole("link", { name: `Next page of ${noun}` }).click();
    await expect(table(page, caption)).toHaveCount(COUNT - PAGE_SIZE + more);
    await judgePage(page, testInfo, "webhooks-last");
  });
}

test("a user's registrations, groups and sessions go on and back, each alone", { tag: ONCE }, async ({ page }, testInfo) => {
  await page.goto(`/tenants/${TENANT}/users/${USER}`);
  await goThrough(page, { caption: "Registrations", noun: "registrations" });
  await page.getByRole("link", { name: "Next page of registrations" }).click();
  await expect(table(page, "Registrations")).toHaveCount(COUNT - PAGE_SIZE);
  await goThrough(page, { caption: "Sessions", noun: "sessions" });
  await expect(table(page, "Registrations")).toHaveCount(COUNT - PAGE_SIZE);
  const groups = page.getByRole("region", { name: "Groups" }).getByRole("listitem");
  await expect(groups).toHaveCount(PAGE_SIZE);
  await page.getByRole("link", { name: "Next page of groups" }).click();
  await expect(groups).toHaveCount(COUNT - PAGE_SIZE);
  await expect(table(page, "Registrations")).toHaveCount(COUNT - PAGE_SIZE);
  await judgePage(page, testInfo, "user-many");
});

function rowsOf<Row>(make: (n: number) => Row): Row[] {
  return Array.from({ length: COUNT }, (_, n) => make(n));
}

/** Half an hour ago; four rows share an instant. */
function at(n: number): Date {
  return new Date(Date.now() - 1_800_000 + Math.floor(n / 4) * 1000);
}

async function seed(prisma: PrismaClient): Promise<void> {
  const owner = await prisma.member.findFirstOrThrow();
  await prisma.member.createMany({
    data: rowsOf((n) => ({ id: randomUUID(), email: `member-${n}@example.com`, name: `Member ${n}`, role: "viewer" })),
  });
  await prisma.invitation.createMany({
    data: rowsOf((n) => ({
      ...{
        id: randomUUID(),
        fingerprint: Buffer.from(`${n}`),
        email: `guest-${n}@example.com`,
        role: "viewer",
        invitedBy: `member:${owner.id}`,
      },
      ...{ createdAt: at(n), expiresAt: at(n + 1_000_000) },
    })),
  });
  await prisma.consoleSession.createMany({
    data: rowsOf((n) => ({
      id: randomUUID(),
      memberId: owner.id,
      startedAt: at(n),
      lastSeenAt: at(n),
      address: "192.0.2.1",
      agent: `agent ${n}`,
    })),
  });
  const disabled = { sealedSecret: Buffer.alloc(60), disabledAt: at(0), disabledBecause: "It answered with the status 500." };
  await prisma.webhook.createMany({
    data: rowsOf((n) => ({
      id: randomUUID(),
      url: `https://hooks.example.com/${n}`,
      events: ["key.created"],
      createdAt: at(n),
      ...disabled,
    })),
  });
  const key = { tenantId: TENANT, algorithm: "RS256", sealedPrivate: Buffer.alloc(60) };
  await prisma.signingKey.createMany({
    data: rowsOf((n) => ({ id: randomUUID(), kid: randomUUID(), name: `Signing key ${n}`, createdAt: at(n), ...key })),
  });
  await seedUser(prisma);
}

async function seedUser(prisma: PrismaClient): Promise<void> {
  await prisma.user.create({ data: { tenantId: TENANT, id: USER, email: "user@example.com" } });
  const named = (noun: string) => rowsOf((n) => ({ tenantId: TENANT, id: randomUUID(), name: `${noun} ${n}` }));
  const [applications, groups] = [named("Application"), named("Group")];
  await prisma.application.createMany({ data: applications });
  await prisma.group.createMany({ data: groups });
  const joined = (n: number) => ({ id: randomUUID(), tenantId: TENANT, userId: USER, createdAt: at(n) });
  await prisma.registration.createMany({ data: applications.map(({ id }, n) => ({ ...joined(n), applicationId: id, roles: [] })) });
  await prisma.groupMember.createMany({ data: groups.map(({ id }, n) => ({ ...joined(n), groupId: id })) });
  await prisma.refreshSession.createMany({
    data: rowsOf((n) => ({
      ...{ id: randomUUID(), tenantId: TENANT, userId: USER, startedAt: at(n), lastUsedAt: at(n), expiresAt: at(n + 1_000_000) },
    })),
  });
}
