// Keeps mails as encrypted files, where no mail server is configured: the operator reads them with the command line.
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Sealing } from "@/lib/adapters/system/sealing";
import { oneLine } from "@/lib/core/mail/address";
import { flawOfMail } from "@/lib/core/mail/judge-mail";
import { readUuid } from "@/lib/core/schemas/texts";
import type { MailPost, ReadyMail } from "@/lib/ports/mail-post";

/** What the sealing of the outbox is made for. */
export const OUTBOX_PURPOSE = "outbox";

const ENDING = ".mail";
const OUTBOX = "outbox";

/** A mail that was kept. */
export interface KeptMail extends ReadyMail {
  /** Milliseconds since the epoch. */
  readonly keptAtMs: number;
}

/** Writes into `outbox/` below the data directory; only its owner can look into it. The same mail again replaces its file. */
export function createOutboxPost(dataDirectory: string, sealing: Sealing): MailPost {
  const directory = path.join(dataDirectory, OUTBOX);
  return {
    kind: "outbox",
    async post(mail) {
      const flaw = flawOfMail(mail);
      if (flaw !== null) return { kind: "refused", reason: flaw, isFinal: true };
      try {
        await keep(directory, sealing, { ...mail, subject: oneLine(mail.subject) });
        return { kind: "taken" };
      } catch (fault) {
        const code = fault instanceof Error && "code" in fault ? ` (${String(fault.code)})` : "";
        return { kind: "refused", reason: `The outbox cannot be written${code}.`, isFinal: false };
      }
    },
    close: async () => {},
  };
}

/** A file is there whole or not at all, whatever ends the process. */
async function keep(directory: string, sealing: Sealing, mail: ReadyMail): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const unfinished = path.join(directory, `${randomUUID()}.new`);
  const file = await open(unfinished, "wx", 0o600);
  try {
    await file.writeFile(sealing.seal(JSON.stringify(mail), contextOf(mail.id)));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path.join(directory, mail.id + ENDING));
}

/** All that is kept, oldest first. Throws on a file that was sealed under another master key, or altered. */
export async function listOutbox(dataDirectory: string, sealing: Sealing): Promise<KeptMail[]> {
  const names = await readdir(path.join(dataDirectory, OUTBOX)).catch(noDirectory);
  const ids = names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length));
  const mails = await Promise.all(ids.map((id) => findInOutbox(dataDirectory, sealing, id)));
  return mails.filter((mail) => mail !== null).sort((one, other) => one.keptAtMs - other.keptAtMs || (one.id < other.id ? -1 : 1));
}

/** The mail of that id, or null. Throws like `listOutbox`. */
export async function findInOutbox(dataDirectory: string, sealing: Sealing, id: string): Promise<KeptMail | null> {
  const uuid = readUuid(id);
  if (uuid === null) return null;
  const file = path.join(dataDirectory, OUTBOX, uuid + ENDING);
  const [sealed, facts] = await Promise.all([readFile(file).catch(noFile), stat(file).catch(noFile)]);
  if (sealed === null || facts === null) return null;
  const mail = JSON.parse(sealing.openText(sealed, contextOf(uuid))) as ReadyMail;
  return { ...mail, keptAtMs: facts.mtimeMs };
}

/** Removes what was kept before that instant (milliseconds since the epoch). */
export async function clearOutbox(dataDirectory: string, beforeMs: number): Promise<void> {
  const directory = path.join(dataDirectory, OUTBOX);
  for (const name of await readdir(directory).catch(noDirectory)) {
    const file = path.join(directory, name);
    const facts = await stat(file).catch(noFile);
    if (facts !== null && facts.mtimeMs < beforeMs) await rm(file, { force: true });
  }
}

function contextOf(id: string): string {
  return `outbox:${id}`;
}

function noFile(fault: NodeJS.ErrnoException): null {
  if (fault.code === "ENOENT") return null;
  throw fault;
}

function noDirectory(fault: NodeJS.ErrnoException): string[] {
  return noFile(fault) ?? [];
}
