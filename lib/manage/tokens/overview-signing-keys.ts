// The signing keys page by page, each with what it does now, for those who look after them.
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import type { SigningKeyRow } from "@/lib/core/schemas/signing-key-row";
import { type SigningKeyFacts, signingKeyStates } from "@/lib/core/tokens/signing-key-state";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import { CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import type { World } from "@/lib/manage/world";
import { listChosenKeyIds } from "./key-choices";
import { SHOWN_COLUMNS, viewSigningKey } from "./view-signing-key";

export const SIGNING_KEYS = { name: "", sort: "newest" } as const satisfies PlacedList;

const STATES = ["signs", "spare", "verifies", "retired"] as const satisfies readonly SigningKeyRow["state"][];

/** A page of them, the newest first; on the page itself those that sign come first. */
export async function overviewSigningKeys(
  world: Pick<World, "prisma" | "nowMs" | "signer">,
  placement: Placement,
): Promise<ListPage<SigningKeyRow>> {
  const { prisma } = world;
  const read = (seek: Seek) => prisma.signingKey.findMany({ ...seek, select: { ...SHOWN_COLUMNS, tenantId: true } });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.newest, read);
  const tenantIds = [...new Set(rows.flatMap(({ tenantId }) => tenantId ?? []))];
  const tenants = await prisma.tenant.findMany({ where: { id: { in: tenantIds } }, select: { id: true, name: true } });
  const names = new Map(tenants.map(({ id, name }) => [id, name]));
  const facts = [...rows.map(factsOf), ...(await findNewest(world, tenantIds))];
  const states = signingKeyStates(facts, await listChosenKeyIds(prisma), world.nowMs());
  const views = rows.map((row): SigningKeyRow => {
    const { algorithm, length } = viewSigningKey(world, row);
    const { id, kid, name, tenantId } = row;
    return {
      ...{ id, kid, name, algorithm, length },
      state: states.get(id) ?? "spare",
      tenant: tenantId === null ? null : { id: tenantId, name: names.get(tenantId) ?? tenantId },
      createdAt: row.createdAt.toISOString(),
      retiresAt: row.retiresAt?.toISOString() ?? null,
    };
  });
  return { ...beside, rows: views.sort((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state)) };
}

interface StoredFacts {
  readonly id: string;
  readonly tenantId: string | null;
  readonly algorithm: string;
  readonly createdAt: Date;
  readonly retiresAt: Date | null;
}

/** The newest that could sign for protected APIs and for each of those tenants, of each algorithm: they may stand on other pages. */
async function findNewest({ prisma }: Pick<World, "prisma">, tenantIds: readonly string[]): Promise<SigningKeyFacts[]> {
  const rows = await prisma.$queryRaw<StoredFacts[]>`
    SELECT DISTINCT ON ("tenantId", "algorithm") "id", "tenantId", "algorithm", "createdAt", "retiresAt" FROM "SigningKey"
    WHERE "retiresAt" IS NULL AND ("tenantId" IS NULL OR "tenantId" = ANY(${[...tenantIds]}::uuid[]))
    ORDER BY "tenantId", "algorithm", "createdAt" DESC, "id" DESC`;
  return rows.map(factsOf);
}

function factsOf({ id, tenantId, algorithm, createdAt, retiresAt }: StoredFacts): SigningKeyFacts {
  return {
    ...{ id, tenantId, algorithm: algorithm as TokenAlgorithm },
    createdAtMs: createdAt.getTime(),
    retiresAtMs: retiresAt?.getTime() ?? null,
  };
}
