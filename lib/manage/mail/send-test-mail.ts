// Sends a mail to a member who wants to know whether mails arrive.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { changing } from "@/lib/manage/changing";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { done, type Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

const TEXT = "This is the test mail that you asked for in the settings of Keyfuse.\n\nIf you can read it, mails of this instance arrive.\n";

/** Queues it, to the member's own address. */
export function sendTestMail(world: World, actor: string, to: string): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    await queueMail(change, { kind: "test", to, subject: "A test mail of Keyfuse", text: TEXT });
    change.record(INSTANCE_CHAIN, "mail.test", actor);
    return done(null);
  });
}
