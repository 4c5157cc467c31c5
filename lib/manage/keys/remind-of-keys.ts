// Reminds people of keys that should be renewed, once for each reason: of old secrets, and of keys that expire soon.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { type Renewal, renewalsOf, renewalWords, worthTelling } from "@/lib/core/keys/renewal";
import { type Change, changing } from "@/lib/manage/changing";
import { recipientsOf } from "@/lib/manage/keys/key-recipients";
import { FIRST_PLACE, type KeyPlace, type KeyToRenew, listKeysToRenew, type RenewalPage } from "@/lib/manage/keys/list-keys-to-renew";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { ABSENT, done } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import type { Pause } from "@/lib/ports/pause";

/** Keys of a transaction. */
const PIECE = 100;
/** More lines than anybody reads. */
const MOST_LINES = 50;

/** A key with what nobody was reminded of yet, and the addresses that are. */
interface Due {
  readonly key: Pick<KeyToRenew, "id" | "publicId" | "name" | "tenantId">;
  readonly fresh: readonly Renewal[];
  readonly emails: readonly string[];
}

/** What one recipient reads. */
interface Letter {
  readonly lines: string[];
  count: number;
}

/**
 * Writes to the maker of each key that should be renewed; to the owners where no member made it. All keys of one recipient come in one mail.
 * `origin`: of the console, for links; null = not known. Returns how many keys somebody was reminded of; null = it was told to stop, and
 * goes on with the rest another time.
 */
export async function remindOfKeys(world: World, origin: string | null, pause: Pause): Promise<number | null> {
  const atMs = world.nowMs();
  const letters = new Map<string, Letter>();
  const due: Due[] = [];
  const emailsOf = recipientsByMaker(world);
  for (let after: KeyPlace | null = FIRST_PLACE; after !== null; ) {
    const page: RenewalPage = await listKeysToRenew(world, after);
    const known = await namesOfKnown(world, page.keys);
    for (const key of page.keys) {
      const fresh = renewalsOf(key, atMs).filter((renewal) => !known.has(nameOf(key.id, renewal)));
      if (fresh.length === 0) continue;
      const emails = await emailsOf(key);
      for (const email of emails) addLine(letters, email, () => lineOf(key, worthTelling(fresh), origin, atMs));
      const { id, publicId, name, tenantId } = key;
      due.push({ key: { id, publicId, name, tenantId }, fresh, emails });
    }
    after = page.after;
    if (!(await pause())) return null;
  }
  return noteAll(world, due, { letters, origin }, pause);
}

interface Post {
  /** By address, of those who were not written to yet. */
  readonly letters: Map<string, Letter>;
  readonly origin: string | null;
}

/** A letter goes with the first of its keys: who is interrupted then has told of all, and tells of the rest once more. */
async function noteAll(world: World, due: readonly Due[], { letters, origin }: Post, pause: Pause): Promise<number | null> {
  let reminded = 0;
  for (let from = 0; from < due.length; from += PIECE) {
    const piece = due.slice(from, from + PIECE);
    const outcome = await changing(world, "system", async (change) => {
      const noted = await noteFresh(change, piece);
      if (noted.length === 0) return ABSENT;
      const emails = new Set(noted.flatMap((one) => one.emails));
      const written = [...letters].filter(([email]) => emails.has(email));
      for (const [email, letter] of written) await queueMail(change, mailOf(email, letter, origin));
      return done({ count: noted.length, written });
    });
    if (outcome.kind === "done") {
      reminded += outcome.value.count;
      for (const [email] of outcome.value.written) letters.delete(email);
    }
    if (!(await pause())) return null;
  }
  return reminded;
}

/** Notes every threshold that has passed, so that one which was overtaken by the next is not told of later. Answers what was not noted before. */
async function noteFresh({ tx, atMs, record }: Change, due: readonly Due[]): Promise<Due[]> {
  const rows = due.flatMap(({ key, fresh }) => fresh.map(({ kind, aboutMs }) => ({ keyId: key.id, kind, aboutMs })));
  // A key may be gone since it was looked at, or another process have noted it.
  const noted = await tx.$queryRaw<{ readonly keyId: string }[]>`
    INSERT INTO "KeyReminder" ("keyId", "kind", "about", "at")
    SELECT u."keyId", u."kind", to_timestamp(u."aboutMs" / 1000), ${new Date(atMs).toISOString()}::timestamptz
    FROM unnest(${rows.map(({ keyId }) => keyId)}::uuid[], ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ aboutMs }) => aboutMs)}::float8[])
      AS u("keyId", "kind", "aboutMs") JOIN "Key" k ON k."id" = u."keyId"
    ON CONFLICT DO NOTHING RETURNING "keyId"`;
  const ids = new Set(noted.map(({ keyId }) => keyId));
  const told = due.filter(({ key }) => ids.has(key.id));
  for (const { key, fresh } of told) {
    const kinds = worthTelling(fresh).map(({ kind }) => kind);
    record(key.tenantId ?? INSTANCE_CHAIN, "key.remind", `key:${key.id}`, { publicId: key.publicId, name: key.name, kinds });
  }
  return told;
}

/** Asks once for each maker and tenant, however many keys they made there. */
function recipientsByMaker({ prisma }: World): (key: Pick<KeyToRenew, "createdBy" | "tenantId">) => Promise<readonly string[]> {
  const known = new Map<string, readonly string[]>();
  return async ({ createdBy, tenantId }) => {
    const about = `${createdBy} ${tenantId}`;
    const emails =
      known.get(about) ?? (await recipientsOf(prisma, { createdBy, tenantId }, { withOwners: false })).map(({ email }) => email);
    known.set(about, emails);
    return emails;
  };
}

function addLine(letters: Map<string, Letter>, email: string, line: () => string): void {
  const letter = letters.get(email) ?? { lines: [], count: 0 };
  if (letter.lines.length < MOST_LINES) letter.lines.push(line());
  letter.count += 1;
  letters.set(email, letter);
}

async function namesOfKnown({ prisma }: World, keys: readonly KeyToRenew[]): Promise<ReadonlySet<string>> {
  const rows = await prisma.keyReminder.findMany({ where: { keyId: { in: keys.map(({ id }) => id) } } });
  return new Set(rows.map(({ keyId, kind, about }) => nameOf(keyId, { kind, aboutMs: about.getTime() })));
}

function nameOf(keyId: string, { kind, aboutMs }: { readonly kind: string; readonly aboutMs: number }): string {
  return `${keyId} ${kind} ${aboutMs}`;
}

function lineOf(key: KeyToRenew, told: readonly Renewal[], origin: string | null, nowMs: number): string {
  const reasons = told.map((renewal) => renewalWords(renewal, nowMs)).join(", and ");
  const link = origin === null ? "" : `\n  ${origin}/keys/${key.publicId}`;
  return `- “${key.name}” (${key.publicId}) of the API ${key.api}: ${reasons}.${link}`;
}

function mailOf(to: string, { lines, count }: Letter, origin: string | null) {
  const rest = count - lines.length;
  const more = rest === 0 ? [] : [`- and ${rest} more.${origin === null ? "" : `\n  ${origin}/keys`}`];
  const end = "Rotate a key on its page to give it a new secret, or extend it there. One that nobody needs any more can be revoked.";
  return {
    kind: "key.reminder",
    to,
    subject: count === 1 ? "An API key needs you" : `${count} API keys need you`,
    text: `${[...lines, ...more, "", end].join("\n")}\n`,
  };
}
