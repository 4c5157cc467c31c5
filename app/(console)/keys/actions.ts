// What the list of keys sends: one step for one key, as often as keys are selected.
"use server";
import { type BulkAnswer, type BulkChoice, type BulkStep, EXTENSION_DAYS, readBulkStep } from "@/lib/core/keys/bulk-step";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { asMaker, asRenewer } from "@/lib/manage/keys/as-maker";
import { extendKey } from "@/lib/manage/keys/extend-key";
import { pauseKey, resumeKey } from "@/lib/manage/keys/pause-key";
import { revokeKeyAmongOthers } from "@/lib/manage/keys/revoke-key";
import type { Outcome } from "@/lib/manage/outcome";
import { refuseFields } from "@/lib/runtime/sign-in/sent-form";
import { makerOf, type Session, withSession } from "@/lib/runtime/sign-in/with-session";

const DAY_MS = 86_400_000;

/** Takes the step for that key, in a transaction of its own. */
export const changeListed = withSession(
  "keys.write",
  async (session, key: string, step: string, choice: BulkChoice): Promise<BulkAnswer> => {
    // What a browser sends is a step, and a choice, only if it is looked at.
    const known = readBulkStep(step);
    if (known === null) return refuseFields([{ field: "step", code: "invalid", message: "There is no such step. Reload the page." }]);
    const outcome = await take(session, String(key), known, choice);
    if (outcome.kind === "absent") return refuseFields([{ field: "", code: "invalid", message: "There is no such key any more." }]);
    return outcome.kind === "refused" ? refuseFields(outcome.problems) : { kind: outcome.kind };
  },
);

function take(session: Session, key: string, step: BulkStep, choice: Partial<BulkChoice> | null): Promise<Outcome<KeyView>> {
  const { world } = session;
  const maker = makerOf(session);
  switch (step) {
    case "pause":
      return asMaker(world, maker, key, pauseKey);
    case "resume":
      return asMaker(world, maker, key, resumeKey);
    case "revoke":
      return asMaker(world, maker, key, (_, by, id) => revokeKeyAmongOthers(world, by, id, choice?.typed));
    case "extend": {
      const days = EXTENSION_DAYS.find((count) => count === choice?.days) ?? EXTENSION_DAYS[0];
      const expiresAt = new Date(world.nowMs() + days * DAY_MS).toISOString();
      return asRenewer(world, maker, key, (_, by, id) => extendKey(world, by, id, { expiresAt }));
    }
    default:
      return step satisfies never;
  }
}
