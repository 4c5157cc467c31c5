// `keyfuse usage retention`: how long usage is kept, and changing it.
import { type Command, InvalidArgumentError } from "commander";
import type { UsageRetention } from "@/lib/core/usage/retention";
import { changeUsageRetention, readUsageRetention } from "@/lib/manage/usage/usage-settings";
import { ACTOR, type CommonOptions, carriedOut, type Reply, replyWith, type Session, table } from "./session";

/** What each setting is to people, in the order in which it is told. */
const MEANINGS: Readonly<Record<keyof UsageRetention, string>> = {
  minuteHours: "hours of sums by minute",
  hourDays: "days of sums by hour",
  dayDays: "days of sums by day",
  decisionsOfKey: "latest decisions of a key",
};

/** Adds the verb to the noun `usage`. */
export function addRetentionCommand(usage: Command, session: Session): void {
  usage
    .command("retention")
    .description("show how long usage is kept; with a number, change it (what becomes too old is removed within the hour)")
    .option("--minute-hours <n>", "keep sums by minute this many hours", readWhole)
    .option("--hour-days <n>", "keep sums by hour this many days", readWhole)
    .option("--day-days <n>", "keep sums by day this many days", readWhole)
    .option("--decisions-of-key <n>", "keep this many of the latest decisions of each key; 0 keeps none", readWhole)
    .option("--json", "print one JSON document")
    .action(({ json, ...wanted }: CommonOptions & Partial<UsageRetention>) =>
      replyWith(session, { json }, async ({ world }) => {
        const kept = await readUsageRetention(world);
        if (Object.keys(wanted).length === 0) return replyOf(kept);
        return replyOf(carriedOut(await changeUsageRetention(world, ACTOR, { ...kept, ...wanted }), "There is nothing to change."));
      }),
    );
}

function replyOf(kept: UsageRetention): Reply {
  const rows = Object.entries(MEANINGS).map(([name, meaning]) => [String(kept[name as keyof UsageRetention]), meaning]);
  return { json: kept, text: table(["KEPT", "WHAT"], rows) };
}

function readWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
