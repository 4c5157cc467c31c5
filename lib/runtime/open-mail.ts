// Looks at what strangers asked to be mailed, and sends the mails of the outbox, while the process serves: through the mail server, or into files where none is configured.
import { createSmtpPost } from "@/lib/adapters/smtp/smtp-post";
import { clearOutbox, createOutboxPost } from "@/lib/adapters/system/outbox/outbox-post";
import { usualSender } from "@/lib/core/mail/address";
import { KEPT_MS } from "@/lib/core/retention-terms";
import { deliverMail, removeOldMails } from "@/lib/manage/mail/deliver-mail";
import { workOffMailAsk } from "@/lib/manage/team/mail-ask";
import type { MailPost } from "@/lib/ports/mail-post";
import type { Log } from "./log";
import type { Instance } from "./open-instance";
import { openRounds, type Rounds } from "./rounds";

/** So soon after its commit a mail leaves, at the latest. */
const LOOK_EVERY_MS = 1000;
const TIDY_EVERY_MS = 3_600_000;

/** Begins to send. */
export function openMail({ world, environment, outboxSealing }: Instance, log: Log): Rounds {
  const { smtpUrl, dataDir, publicUrl } = environment;
  const post: MailPost = smtpUrl === null ? createOutboxPost(dataDir, outboxSealing) : createSmtpPost(smtpUrl);
  const delivery = { ...world, post, usualSender: usualSender(publicUrl) };
  let tidiedMs = Number.NEGATIVE_INFINITY;
  const rounds = openRounds(
    LOOK_EVERY_MS,
    async (isEnding) => {
      while (!isEnding() && (await workOffMailAsk(world)));
      while (!isEnding() && (await deliverMail(delivery)));
      if (performance.now() - tidiedMs < TIDY_EVERY_MS) return;
      tidiedMs = performance.now();
      await removeOldMails(world);
      await clearOutbox(dataDir, world.nowMs() - KEPT_MS.mail);
    },
    (fault) => log.fault("mails-not-sent", fault),
  );
  return {
    async close() {
      await rounds.close();
      await post.close();
    },
  };
}
