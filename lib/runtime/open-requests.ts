// What happens to requests for keys by itself: admins are told of them, and those that nobody confirmed are forgotten.
import { removeUnconfirmed } from "@/lib/manage/requests/remove-unconfirmed";
import { tellAdmins } from "@/lib/manage/requests/tell-admins";
import type { Log } from "./log";
import type { Instance } from "./open-instance";
import { openRounds, type Rounds } from "./rounds";

const LOOK_EVERY_MS = 5000;
const TIDY_EVERY_MS = 3_600_000;

/** Begins to look after them. */
export function openRequests({ world, environment }: Instance, log: Log): Rounds {
  let tidiedMs = Number.NEGATIVE_INFINITY;
  return openRounds(
    LOOK_EVERY_MS,
    async () => {
      await tellAdmins(world, environment.publicUrl);
      if (performance.now() - tidiedMs < TIDY_EVERY_MS) return;
      tidiedMs = performance.now();
      await removeUnconfirmed(world);
    },
    (fault) => log.fault("requests-not-tended", fault),
  );
}
