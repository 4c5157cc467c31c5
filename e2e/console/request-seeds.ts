// Requests for keys as the suites find them: one to look at, one to refuse, one of the owner, one that is approved, and one behind each kind of link.
import { createHasher } from "@/lib/adapters/system/hasher";
import { derivePepper, loadMasterKey } from "@/lib/adapters/system/master-key";
import type { PrismaClient } from "@/prisma/generated/client";

/** UUIDs of requests that wait, and of one that is approved. */
export const REQUEST_IDS = {
  seen: "5a0c1f6e-0000-4000-8000-000000000001",
  refused: "5a0c1f6e-0000-4000-8000-000000000002",
  own: "5a0c1f6e-0000-4000-8000-000000000003",
  approved: "5a0c1f6e-0000-4000-8000-000000000007",
} as const;

/** Of requests behind links, by what the link opens. */
const LINKED = {
  confirm: { id: "5a0c1f6e-0000-4000-8000-000000000004", state: "unconfirmed" },
  withdraw: { id: "5a0c1f6e-0000-4000-8000-000000000005", state: "waiting" },
  reveal: { id: "5a0c1f6e-0000-4000-8000-000000000006", state: "approved" },
} as const;

/** The same for every link; each kind has a fingerprint of its own. */
export const LINK_TOKEN = "a-token-of-the-suites-with-43-characters-00";

interface SeededPlace {
  readonly prisma: PrismaClient;
  readonly dataDir: string;
  /** Slug of the API that they are for; its form is opened to everybody. */
  readonly api: string;
  readonly ownerId: string;
  /** Stands in what requesters wrote. */
  readonly mark: string;
}

/** Writes them beside a running server. */
export async function seedRequests({ prisma, dataDir, api: slug, ownerId, mark }: SeededPlace): Promise<void> {
  const hasher = createHasher(derivePepper(loadMasterKey(null, dataDir).bytes));
  const { id: apiId } = await prisma.api.findUniqueOrThrow({ where: { slug } });
  const at = new Date();
  const revealUntil = new Date(at.getTime() + 3_600_000);
  const texts = { name: `Grace ${mark}`, email: "grace@example.com", organisation: `Navy ${mark}`, purpose: `Compilers ${mark}` };
  // Admins count as told, long ago: no timer changes what a suite compares, and the next request is told of.
  const toldAt = new Date(at.getTime() - 7_200_000);
  const row = { apiId, ...texts, planName: "default", createdAt: at, confirmedAt: at, toldAt };
  const approval = { grant: { api: slug, name: `granted ${mark}`, expiresAt: null }, revealUntil };
  await prisma.requestAccess.create({ data: { apiId, access: "public", updatedAt: at } });
  await prisma.keyRequest.createMany({
    data: [
      { ...row, id: REQUEST_IDS.seen, state: "waiting" },
      { ...row, id: REQUEST_IDS.refused, state: "waiting" },
      { ...row, id: REQUEST_IDS.own, state: "waiting", memberId: ownerId },
      { ...row, ...approval, id: REQUEST_IDS.approved, state: "approved" },
      ...Object.values(LINKED).map((linked) => ({ ...row, ...linked, ...(linked.state === "approved" ? approval : {}) })),
    ],
  });
  await prisma.requestLink.createMany({
    data: Object.entries(LINKED).map(([opens, { id }]) => ({
      fingerprint: Buffer.from(hasher.fingerprint(`request-${opens}`, LINK_TOKEN), "hex"),
      requestId: id,
      opens,
      expiresAt: revealUntil,
    })),
  });
}
