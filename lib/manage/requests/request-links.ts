// Single-use links of requesters: a token that is mailed, kept as a keyed hash, good once and for a while.
import { Buffer } from "node:buffer";
import type { Change } from "@/lib/manage/changing";
import type { Tx, World } from "@/lib/manage/world";

/** What a link opens, and for how long. */
const LIFE_MS = { confirm: 24 * 3_600_000, withdraw: 90 * 86_400_000, reveal: 72 * 3_600_000 } as const;

export type LinkPurpose = keyof typeof LIFE_MS;

/** Where each leads, below the instance's URL. The token follows as the fragment, which browsers send to nobody: no log holds it. */
const PATHS: Readonly<Record<LinkPurpose, string>> = {
  confirm: "/request/confirm",
  withdraw: "/request/withdraw",
  reveal: "/reveal",
};

/** How a link stands. `used` also where what it was for is over in another way; `withdrawn` where the request is. */
export type LinkState =
  | { readonly kind: "unknown" | "used" | "expired" | "withdrawn" }
  | { readonly kind: "good"; readonly requestId: string; readonly expiresAt: Date };

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** Whole hours that a link of that purpose is good. */
export function linkHours(purpose: LinkPurpose): number {
  return LIFE_MS[purpose] / 3_600_000;
}

/** Makes a link in the change; earlier links of the request for the same purpose end. `baseUrl`: origin without a slash at its end. */
export async function makeLink(change: Change, requestId: string, purpose: LinkPurpose, baseUrl: string) {
  const { world, tx, atMs } = change;
  const token = Buffer.from(world.randomBytes(TOKEN_BYTES)).toString("base64url");
  const expiresAt = new Date(atMs + LIFE_MS[purpose]);
  await endLinks(change, requestId, [purpose]);
  await tx.requestLink.create({ data: { fingerprint: fingerprintOf(world, purpose, token), requestId, opens: purpose, expiresAt } });
  return { url: `${baseUrl}${PATHS[purpose]}#${token}`, expiresAt };
}

/** Looks at a link and changes nothing: mail scanners follow links, too. */
export async function judgeLink(
  world: Pick<World, "prisma" | "hasher" | "nowMs">,
  purpose: LinkPurpose,
  token: string,
): Promise<LinkState> {
  return readLink(world.prisma, world, purpose, token, world.nowMs());
}

/** Uses the link up within the change, and of several who do so at once one alone succeeds. */
export async function useLink({ world, tx, atMs }: Change, purpose: LinkPurpose, token: string): Promise<LinkState> {
  const state = await readLink(tx, world, purpose, token, atMs);
  if (state.kind !== "good") return state;
  const at = new Date(atMs);
  const { count } = await tx.requestLink.updateMany({
    where: { fingerprint: fingerprintOf(world, purpose, token), usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  });
  return count === 1 ? state : { kind: "used" };
}

/** Ends links of the request that are not used yet. */
export async function endLinks({ tx, atMs }: Change, requestId: string, purposes: readonly LinkPurpose[]): Promise<void> {
  await tx.requestLink.updateMany({ where: { requestId, opens: { in: [...purposes] }, usedAt: null }, data: { usedAt: new Date(atMs) } });
}

async function readLink(
  db: Pick<Tx, "requestLink">,
  world: Pick<World, "hasher">,
  purpose: LinkPurpose,
  token: string,
  nowMs: number,
): Promise<LinkState> {
  if (!TOKEN.test(token)) return { kind: "unknown" };
  const link = await db.requestLink.findUnique({
    where: { fingerprint: fingerprintOf(world, purpose, token) },
    include: { request: { select: { state: true } } },
  });
  if (link === null) return { kind: "unknown" };
  if (link.usedAt !== null) return { kind: link.request.state === "withdrawn" ? "withdrawn" : "used" };
  if (link.expiresAt.getTime() <= nowMs) return { kind: "expired" };
  return { kind: "good", requestId: link.requestId, expiresAt: link.expiresAt };
}

function fingerprintOf({ hasher }: Pick<World, "hasher">, purpose: LinkPurpose, token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hasher.fingerprint(`request-${purpose}`, token), "hex"));
}
