// Who may ask for keys of an API: read by its forms, decided by admins; where they decided nothing, what owners say for the instance holds.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import {
  accessBy,
  canBeRequested,
  NEVER_REQUESTED,
  type RequestAccess,
  type RequestAnswer,
  readRequestAccess,
  readRequestAnswer,
} from "@/lib/core/requests/request-access";
import { isStorable } from "@/lib/core/schemas/texts";
import { SECURITY } from "@/lib/core/settings/security";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { readSetting } from "@/lib/manage/settings/setting";
import type { Tx, World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** An API whose keys may be asked for. */
export interface RequestableApi {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Who may ask. */
  readonly access: RequestAccess;
  /** What the API says of it itself. */
  readonly answer: RequestAnswer;
  /** What the instance says of APIs that say nothing. */
  readonly usual: RequestAccess;
  /** Names of its plans. */
  readonly plans: readonly string[];
}

type ReadPart = { readonly prisma: Pick<Tx, "api" | "setting"> };

const COLUMNS = {
  id: true,
  slug: true,
  name: true,
  requestAccess: { select: { access: true } },
  plans: { select: { name: true }, orderBy: { name: "asc" } },
} as const satisfies Prisma.ApiSelect;

/** The API, with who may ask; null where there is none, or none of which keys may ever be asked for. */
export async function findRequestable({ prisma }: ReadPart, slug: string): Promise<RequestableApi | null> {
  if (!isStorable(slug) || !canBeRequested(slug)) return null;
  const api = await prisma.api.findUnique({ where: { slug }, select: COLUMNS });
  return api === null ? null : requestable(api, await readUsual(prisma));
}

/** The APIs whose keys members may ask for, by name. */
export async function listRequestable({ prisma }: ReadPart): Promise<RequestableApi[]> {
  const usual = await readUsual(prisma);
  const rows = await prisma.api.findMany({ where: { slug: { notIn: [...NEVER_REQUESTED] } }, select: COLUMNS, orderBy: { name: "asc" } });
  return rows.map((api) => requestable(api, usual)).filter(({ access }) => access !== "off");
}

async function readUsual(prisma: ReadPart["prisma"]): Promise<RequestAccess> {
  return (await readSetting({ prisma }, SECURITY)).requestAccess;
}

function requestable(
  { requestAccess, plans, ...facts }: Prisma.ApiGetPayload<{ select: typeof COLUMNS }>,
  usual: RequestAccess,
): RequestableApi {
  const answer = requestAccess === null ? "instance" : (readRequestAccess(requestAccess.access) ?? "off");
  return { ...facts, access: accessBy(answer, usual), answer, usual, plans: plans.map(({ name }) => name) };
}

/** Decides who may ask, or that the instance's setting holds (`apis.write`). What was asked before stays in the queue. */
export function setRequestAccess(world: World, actor: string, slug: string, asked: unknown): Promise<Outcome<RequestAnswer>> {
  return changing(world, actor, async ({ tx, atMs, record }) => {
    const api = await findRequestable({ prisma: tx }, slug);
    if (api === null) return ABSENT;
    const answer = readRequestAnswer(asked);
    if (answer === null) return refused({ field: "access", code: "invalid", message: "Choose who may ask." });
    if (answer === api.answer) return unchanged(answer);
    const row = { access: answer, updatedAt: new Date(atMs) };
    if (answer === "instance") await tx.requestAccess.delete({ where: { apiId: api.id } });
    else await tx.requestAccess.upsert({ where: { apiId: api.id }, create: { apiId: api.id, ...row }, update: row });
    record(INSTANCE_CHAIN, "api.request-access", `api:${api.id}`, { slug, access: { from: api.answer, to: answer } });
    return done(answer);
  });
}
