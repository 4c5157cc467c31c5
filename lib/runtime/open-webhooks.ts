// Sends what webhooks are told of while the process serves.
import { createWebhookPost, signBase64 } from "@/lib/gate/webhooks/post-webhook";
import { deliverWebhook, removeOldDeliveries } from "@/lib/manage/webhooks/deliver-webhook";
import type { Log } from "./log";
import type { Instance } from "./open-instance";
import { openRounds, type Rounds } from "./rounds";

/** So soon after its commit an event leaves, at the latest. */
const LOOK_EVERY_MS = 1000;
const TIDY_EVERY_MS = 3_600_000;
/** A place that answers slowly holds up one of them. */
const AT_ONCE = 3;

/** Begins to send. */
export function openWebhooks({ world, environment }: Instance, log: Log): Rounds {
  const post = createWebhookPost({
    allowPrivate: environment.allowPrivateUpstreams,
    // As for upstreams: whoever runs the embedded mode runs what is told beside it.
    allowLoopback: environment.databaseUrl === null,
  });
  const delivering = { ...world, post, signBase64 };
  const onFault = (fault: unknown) => log.fault("webhooks-not-sent", fault);
  const rounds = Array.from({ length: AT_ONCE }, () =>
    openRounds(
      LOOK_EVERY_MS,
      async (isEnding) => {
        while (!isEnding() && (await deliverWebhook(delivering)));
      },
      onFault,
    ),
  );
  rounds.push(openRounds(TIDY_EVERY_MS, () => removeOldDeliveries(world), onFault));
  return {
    async close() {
      // First: a request on its way fails at once, and is tried again by whoever comes next.
      await post.close();
      await Promise.all(rounds.map((round) => round.close()));
    },
  };
}
