// Links that strangers ask to be mailed: noted before the answer, alike for everybody, and looked at after it, even by the next process.
import { type Change, changing } from "@/lib/manage/changing";
import { type Outcome, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import { sendResetLink } from "./reset-password";
import { sendSignUpLink } from "./sign-up";

/** Sends what was asked for in the transaction that forgets the ask; nothing is sent to whom nothing is to be sent. */
const SENDERS = { "password-reset": sendResetLink, "sign-up": sendSignUpLink } as const satisfies Readonly<
  Record<string, (change: Change, origin: string, email: string) => Promise<Outcome<null>>>
>;

/** What somebody asked for who may be anybody. */
export interface MailAsk {
  readonly kind: keyof typeof SENDERS;
  /** As it was typed. */
  readonly email: string;
  /** That the mailed link begins with. */
  readonly origin: string;
}

/** Nobody waits for longer; what could not be worked off by then is forgotten. */
const GOOD_FOR_MS = 3_600_000;

/** Notes the ask. It takes the same time whatever is known of the address. */
export async function noteMailAsk({ prisma, sealing, randomBytes, nowMs }: World, ask: MailAsk): Promise<void> {
  const id = randomUuid(randomBytes);
  await prisma.mailAsk.create({ data: { id, sealed: sealing.seal(JSON.stringify(ask), contextOf(id)), createdAt: new Date(nowMs()) } });
}

/** Works off the oldest ask that no other process does: what it leads to is committed with its end. @returns false where there is none */
export async function workOffMailAsk(world: World): Promise<boolean> {
  const outcome = await changing<null>(world, "anonymous", async (change) => {
    const ask = await take(change);
    if (ask === null) return NONE_LEFT;
    return ask === "over" ? unchanged(null) : SENDERS[ask.kind](change, ask.origin, ask.email);
  });
  return outcome.kind === "done" || (outcome.kind === "unchanged" && outcome !== NONE_LEFT);
}

const NONE_LEFT: Outcome<null> = { kind: "unchanged", value: null };

interface TakenAsk {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly createdAt: Date;
}

async function take({ world, tx, atMs }: Change): Promise<MailAsk | "over" | null> {
  const [row] = await tx.$queryRaw<TakenAsk[]>`
    DELETE FROM "MailAsk" WHERE "id" = (SELECT "id" FROM "MailAsk" ORDER BY "createdAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "id", "sealed", "createdAt"`;
  if (row === undefined) return null;
  if (row.createdAt.getTime() + GOOD_FOR_MS <= atMs) return "over";
  try {
    return JSON.parse(world.sealing.openText(row.sealed, contextOf(row.id)));
  } catch {
    // Sealed under another master key: nothing will ever open it.
    return "over";
  }
}

function contextOf(id: string): string {
  return `mail-ask:${id}`;
}
