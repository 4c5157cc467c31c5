// What a tenant's user has, page by page: registrations, groups, the sessions that go on.
import type { JsonObject } from "@/lib/core/json";
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import {
  type NamedObject,
  type RegistrationSummary,
  registrationSummary,
  type SessionSummary,
  sessionSummary,
} from "@/lib/core/schemas/tenant-people";
import { objectIn } from "@/lib/core/tenants/token-fields";
import { CREATED_ORDERS, type ListOrder, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { RefreshSession } from "@/prisma/generated/client";

/** A user of a tenant. */
export interface UserPlace {
  readonly tenantId: string;
  readonly userId: string;
}

/** They stand on one page, so each has parameters of its own in the URL. */
export const LISTS_OF_USER = {
  registrations: { name: "registrations", sort: "oldest" },
  groups: { name: "groups", sort: "oldest" },
  sessions: { name: "sessions", sort: "newest" },
} as const satisfies Readonly<Record<string, PlacedList>>;

/** A page of the applications that the user is registered with, in the order of joining. */
export async function listRegistrations(
  { prisma }: Pick<World, "prisma">,
  { tenantId, userId }: UserPlace,
  placement: Placement,
): Promise<ListPage<RegistrationSummary>> {
  const select = { id: true, applicationId: true, roles: true, createdAt: true, application: { select: { name: true } } } as const;
  const { registration } = tenantDb(prisma, tenantId);
  const read = (seek: Seek) => registration.findMany({ ...seek, where: { AND: [{ userId }, seek.where] }, select });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.oldest, read);
  const registrations = rows.map(({ applicationId, roles, createdAt, application: { name } }) =>
    registrationSummary.parse({ applicationId, name, roles, createdAt: createdAt.toISOString() }),
  );
  return { ...beside, rows: registrations };
}

/** Those of the applications that the user is registered with. */
export async function whichAreJoined(
  { prisma }: Pick<World, "prisma">,
  { tenantId, userId }: UserPlace,
  applicationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { registration } = tenantDb(prisma, tenantId);
  const rows = await registration.findMany({
    where: { userId, applicationId: { in: [...applicationIds] } },
    select: { applicationId: true },
  });
  return new Set(rows.map(({ applicationId }) => applicationId));
}

/** A page of the groups that the user is in, in the order of joining. */
export async function listGroupsOfUser(
  { prisma }: Pick<World, "prisma">,
  { tenantId, userId }: UserPlace,
  placement: Placement,
): Promise<ListPage<NamedObject>> {
  const select = { id: true, createdAt: true, group: { select: { id: true, name: true } } } as const;
  const { groupMember } = tenantDb(prisma, tenantId);
  const read = (seek: Seek) => groupMember.findMany({ ...seek, where: { AND: [{ userId }, seek.where] }, select });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.oldest, read);
  return { ...beside, rows: rows.map(({ group }) => group) };
}

const LATEST: ListOrder<{ readonly startedAt: Date }> = { column: "startedAt", isDescending: true, valueOf: (row) => row.startedAt };

/** A page of the user's sessions that go on, the latest first. */
export async function listUserSessions(
  { prisma, nowMs }: Pick<World, "prisma" | "nowMs">,
  { tenantId, userId }: UserPlace,
  placement: Placement,
): Promise<ListPage<SessionSummary>> {
  const { refreshSession, application } = tenantDb(prisma, tenantId);
  const where = { userId, endedAt: null, expiresAt: { gt: new Date(nowMs()) } };
  const read = (seek: Seek) => refreshSession.findMany({ ...seek, where: { AND: [where, seek.where] } });
  const { rows, ...beside } = await seekPage(placement, LATEST, read);
  const ids = rows.flatMap(({ applicationId }) => applicationId ?? []);
  const applications = await application.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(applications.map(({ id, name }) => [id, name]));
  const sessions = rows.map((row) =>
    sessionSummary.parse({
      id: row.id,
      applicationName: row.applicationId === null ? null : (names.get(row.applicationId) ?? null),
      device: deviceOf(row),
      startedAt: row.startedAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }),
  );
  return { ...beside, rows: sessions };
}

/** What the client said of the device that the user signed in on. */
function deviceOf({ metadata }: Pick<RefreshSession, "metadata">): string | null {
  const { name, description }: JsonObject = objectIn(metadata, "device") ?? {};
  return [name, description].find((text) => typeof text === "string" && text.trim() !== "")?.toString() ?? null;
}
