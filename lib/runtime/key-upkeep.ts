// What is done about keys without anybody asking, by one process for all: silent secrets end, people are reminded, old counts go.
import { UNIT_MS } from "@/lib/core/usage/grains";
import { forgetOldSecretCalls } from "@/lib/manage/keys/count-secret-calls";
import { endSilentSecrets } from "@/lib/manage/keys/end-secret";
import { remindOfKeys } from "@/lib/manage/keys/remind-of-keys";
import type { World } from "@/lib/manage/world";
import type { Job } from "./usage-upkeep";

/** The jobs. `origin`: of the console, for links in mails; null = not known. */
export function keyJobs(world: World, origin: string | null): readonly Job[] {
  return [
    {
      name: "silent-secrets",
      // Each round: whoever chose an hour of silence does not expect another one.
      everyMs: () => 0,
      work: async (_nowMs, lastMs, { pause }) => (await endSilentSecrets(world, lastMs, pause)) !== null,
    },
    {
      name: "key-reminders",
      everyMs: () => UNIT_MS.hour,
      work: async (_nowMs, _lastMs, { pause }) => (await remindOfKeys(world, origin, pause)) !== null,
    },
    { name: "secret-calls", everyMs: () => UNIT_MS.hour, work: (_nowMs, _lastMs, { pause }) => forgetOldSecretCalls(world, pause) },
  ];
}
