// How the sending of mails stands.
import { z } from "zod";
import type { World } from "@/lib/manage/world";

const outboxState = z.strictObject({
  /** Mails that are due or wait for their next try. */
  waiting: z.int(),
  /** Mails that nobody tries to send any more, of the last 30 days. */
  givenUp: z.int(),
  /** Of the mail that was tried last among those that are not sent; null = there is none. */
  lastError: z.string().nullable(),
});

export type OutboxState = z.output<typeof outboxState>;

/** Counts, and what the server said last. */
export async function readOutboxState({ prisma }: Pick<World, "prisma">): Promise<OutboxState> {
  const unsent = { sentAt: null };
  const [waiting, givenUp, failed] = await Promise.all([
    prisma.mail.count({ where: { ...unsent, dueAt: { not: null } } }),
    prisma.mail.count({ where: { ...unsent, dueAt: null } }),
    prisma.mail.findFirst({ where: { ...unsent, lastError: { not: null } }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] }),
  ]);
  return outboxState.parse({ waiting, givenUp, lastError: failed?.lastError ?? null });
}
