// A world for tests of the team's use cases: nothing is slowed down, passwords are hashed at once.
import { oneTimeCodes } from "@/lib/adapters/system/one-time-codes";
import { passkeys } from "@/lib/adapters/system/passkeys";
import type { TeamWorld } from "@/lib/manage/team/team-world";
import type { TestWorld } from "./test-worlds";

const MARK = "hash of ";

/** Argon2id is slow on purpose; what is tested here is what is done with its answer. */
export function teamWorld(world: TestWorld): TeamWorld & TestWorld {
  return {
    ...world,
    oneTimeCodes,
    passkeys,
    hashPassword: async (password) => MARK + password,
    verifyPassword: async (hash, password) => hash === MARK + password,
    admitSignIn: () => null,
    admitCode: () => null,
    admitProof: () => null,
    admitMail: () => null,
    admitRecipient: () => null,
  };
}

/** The texts of all mails in the outbox, the oldest first. */
export async function mailTexts({ prisma, sealing }: TestWorld): Promise<{ to: string; subject: string; text: string }[]> {
  const mails = await prisma.mail.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return mails.map(({ id, sealed }) => JSON.parse(sealing.openText(sealed, `mail:${id}`)));
}

/** The token of the link in a text. */
export function tokenIn(text: string): string {
  const token = /#([\w-]{43})$/m.exec(text)?.[1];
  if (token === undefined) throw new Error("there is no link");
  return token;
}
