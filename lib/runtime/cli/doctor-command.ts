// `keyfuse doctor`: looks at everything a start depends on, and names a plain fix for what is wrong.
import type { Command } from "commander";
import { readEnvironment } from "@/lib/runtime/env";
import { bad, checkDataDirectory, checkMetrics, checkNode, checkProxies, checkRedis, type Finding, good } from "./doctor-checks";
import { checkDatabase } from "./doctor-database";
import { checkSharedWindows } from "./doctor-limiter";
import { type CommonOptions, type Reply, reply, type Session } from "./session";

const MARKS = { good: "ok", warning: "warning", bad: "wrong" } as const satisfies Record<Finding["state"], string>;

/** Adds the command to the program. */
export function addDoctorCommand(program: Command, session: Session): void {
  program
    .command("doctor")
    .description("look at everything that a start depends on; exit status 1 when something is wrong")
    .option("--json", "print one JSON document")
    .action((options: CommonOptions) => reply(session, options, () => examine(session)));
}

async function examine({ root }: Session): Promise<Reply> {
  const findings = [checkNode(process.versions.node)];
  const environment = readEnvironment();
  if (typeof environment === "string") findings.push(bad("environment", environment, "Correct the variable."));
  else {
    findings.push(good("environment", environment.databaseUrl === null ? "embedded mode" : "production mode"));
    findings.push(...checkDataDirectory(environment), ...checkProxies(environment), checkMetrics(environment));
    findings.push(...(await checkDatabase(environment, root)), ...(await checkRedis(environment)));
    findings.push(...(await checkSharedWindows(environment)));
  }
  const isBad = findings.some((finding) => finding.state === "bad");
  return { json: { healthy: !isBad, findings }, text: findings.map(lineOf).join("\n"), isBad };
}

function lineOf({ check, state, detail, fix }: Finding): string {
  const line = `${MARKS[state].padEnd(8)} ${check}: ${detail}`;
  return fix === null ? line : `${line}\n         → ${fix}`;
}
