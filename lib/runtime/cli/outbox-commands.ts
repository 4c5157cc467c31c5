// `keyfuse outbox list|show`: the mails that are kept as files because no mail server is configured.
import type { Command } from "commander";
import { loadMasterKey } from "@/lib/adapters/system/master-key";
import { findInOutbox, type KeptMail, listOutbox, OUTBOX_PURPOSE } from "@/lib/adapters/system/outbox/outbox-post";
import { createSealing } from "@/lib/adapters/system/sealing";
import { type CommonOptions, environmentOrRefuse, RefusedError, type Reply, reply, type Session, table } from "./session";

/** Adds the noun to the program. */
export function addOutboxCommands(program: Command, session: Session): void {
  const outbox = program.command("outbox").description("mails that are kept as encrypted files while SMTP_URL is not set");
  outbox
    .command("list")
    .description("list the mails, oldest first")
    .option("--json", "print one JSON document")
    .action((options: CommonOptions) => reply(session, options, list));
  outbox
    .command("show <id>")
    .description("print a mail; its links work for whoever has them")
    .option("--json", "print one JSON document")
    .action((id: string, options: CommonOptions) => reply(session, options, () => show(id)));
}

/** The data directory, and what opens its mails. */
function openOutbox() {
  const { dataDir, masterKey } = environmentOrRefuse();
  return [dataDir, createSealing(loadMasterKey(masterKey, dataDir).bytes, OUTBOX_PURPOSE)] as const;
}

async function list(): Promise<Reply> {
  const mails = await listOutbox(...openOutbox());
  const rows = mails.map(({ id, to, subject, keptAtMs }) => ({ id, keptAt: new Date(keptAtMs).toISOString(), to, subject }));
  const lines = rows.map(({ id, keptAt, to, subject }) => [id, keptAt, to, subject]);
  return { json: rows, text: rows.length === 0 ? "The outbox is empty." : table(["ID", "KEPT AT", "TO", "SUBJECT"], lines) };
}

async function show(id: string): Promise<Reply> {
  const mail = await findInOutbox(...openOutbox(), id);
  if (mail === null) throw new RefusedError("There is no such mail in the outbox.");
  return { json: { ...mail, keptAtMs: undefined, keptAt: new Date(mail.keptAtMs).toISOString() }, text: textOf(mail) };
}

function textOf({ from, to, subject, text }: KeptMail): string {
  return [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, "", text.trimEnd()].join("\n");
}
