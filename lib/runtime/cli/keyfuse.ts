// The command line: `npm run -s keyfuse -- <noun> <verb>`. Exit status 0, 1 (refused, with the reason on stderr) or 2 (usage).
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { addApisCommands } from "./apis-commands";
import { addAuditCommands } from "./audit-commands";
import { addDoctorCommand } from "./doctor-command";
import { addInstanceCommands } from "./instance-commands";
import { addKeysCommands } from "./keys-commands";
import { addMembersCommands } from "./members-commands";
import { addOutboxCommands } from "./outbox-commands";
import type { Session } from "./session";
import { addUsageCommands } from "./usage-commands";

const REFUSED = 1;
const USAGE = 2;

const here = path.dirname(fileURLToPath(import.meta.url));
process.exitCode = await run(process.argv, {
  root: path.basename(here) === "dist" ? path.dirname(here) : path.resolve(here, "../../.."),
  print: (text) => process.stdout.write(text),
});

async function run(argv: readonly string[], session: Session): Promise<number> {
  const program = new Command("keyfuse").description("Self-hosted API keys. Works beside a running server, and without one.");
  // Before the commands are added: they inherit it.
  program.exitOverride().showHelpAfterError("(add --help for usage)");
  addKeysCommands(program, session);
  addApisCommands(program, session);
  addInstanceCommands(program, session);
  addMembersCommands(program, session);
  addUsageCommands(program, session);
  addAuditCommands(program, session);
  addOutboxCommands(program, session);
  addDoctorCommand(program, session);
  try {
    await program.parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    process.stderr.write(`${reasonOf(error)}\n`);
    return REFUSED;
  }
}

/** What the operator reads. Messages of the database client quote statements and their values, so they are not shown. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "The command failed.";
  if (!error.name.startsWith("PrismaClient")) return error.message;
  const code = "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
  return `The database did not carry out the command${code}. keyfuse doctor may say why.`;
}
