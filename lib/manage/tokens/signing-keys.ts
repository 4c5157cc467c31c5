// The keys that sign tokens: which one signs for whom, made when it is first needed.
import { setTimeout as sleep } from "node:timers/promises";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import type { SigningPart } from "@/lib/ports/token-ports";
import type { SigningKey } from "@/prisma/generated/client";

/** What a signing key is for. */
export interface SigningPlace {
  /** Whose tokens; null = those of protected APIs. */
  readonly tenantId: string | null;
  /** The key that was chosen for them; null = the place's own. */
  readonly signingKeyId: string | null;
}

const DEFAULT_ALGORITHM: TokenAlgorithm = "RS256";
/** By this age every process that hears changes has read a key, on a busy machine too. */
const KNOWN_EVERYWHERE_MS = 1000;

/** Names the place a sealed private key belongs to. */
export function signingKeyContext(id: string): string {
  return `signing-key:${id}`;
}

/**
 * The key that signs at that place: the chosen one, unless it is gone or retired; else the place's own, the newest that does not
 * retire. One is made and audited where there is none yet. A key that is too new to be known to every process is waited for, so that no
 * token meets a process that cannot verify it.
 */
export async function signingKeyFor(world: World, { tenantId, signingKeyId }: SigningPlace): Promise<SigningPart> {
  const chosen = signingKeyId === null ? null : await findChosen(world, tenantId, signingKeyId);
  const found = chosen ?? (await findOwn(world, tenantId)) ?? (await createOwn(world, tenantId));
  const ageMs = world.nowMs() - found.createdAt.getTime();
  if (ageMs < KNOWN_EVERYWHERE_MS) await sleep(Math.min(KNOWN_EVERYWHERE_MS - ageMs, KNOWN_EVERYWHERE_MS));
  return signingPartOf(world, found);
}

/** The opened key. */
export function signingPartOf(world: Pick<World, "sealing">, key: SigningKey): SigningPart {
  const privateJwk = JSON.parse(world.sealing.openText(key.sealedPrivate, signingKeyContext(key.id))) as JsonObject;
  return { kid: key.kid, algorithm: key.algorithm as TokenAlgorithm, privateJwk };
}

function findChosen(world: World, tenantId: string | null, id: string): Promise<SigningKey | null> {
  return world.prisma.signingKey.findFirst({ where: { id, retiresAt: null, OR: [{ tenantId: null }, { tenantId }] } });
}

/**
 * A shared key signs only where somebody chose it. Tokens of protected APIs are RS256 whatever other keys are made: vendor page 000 has
 * clients that know no other.
 */
function findOwn(world: World, tenantId: string | null): Promise<SigningKey | null> {
  const where = { tenantId, retiresAt: null, algorithm: tenantId === null ? DEFAULT_ALGORITHM : { not: "HS256" } };
  return world.prisma.signingKey.findFirst({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
}

async function createOwn(world: World, tenantId: string | null): Promise<SigningKey> {
  const name = tenantId === null ? "Tokens of protected APIs" : `Tokens of tenant ${tenantId}`;
  const generated = await world.signer.generateFor(name, DEFAULT_ALGORITHM);
  const id = randomUuid(world.randomBytes);
  const outcome = await changing(world, "system", async (change) => {
    const row = await change.tx.signingKey.create({
      data: {
        id,
        kid: randomUuid(world.randomBytes),
        name,
        tenantId,
        algorithm: DEFAULT_ALGORITHM,
        publicJwk: generated.publicJwk ?? undefined,
        sealedPrivate: world.sealing.seal(JSON.stringify(generated.privateJwk), signingKeyContext(id)),
        createdAt: new Date(change.atMs),
      },
    });
    change.record(tenantId ?? INSTANCE_CHAIN, "signing-key.create", `signing-key:${id}`, { name, algorithm: DEFAULT_ALGORITHM });
    change.announceCatalogue();
    return done(row);
  });
  if (outcome.kind === "done") return outcome.value;
  // Somebody else made it at the same time.
  const other = await findOwn(world, tenantId);
  if (other === null) throw new Error("A signing key could neither be made nor found.");
  return other;
}
