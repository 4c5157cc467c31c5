// A way to sign in stays, however many are removed at the same moment.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { teamWorld } from "@/scripts/services/team-world";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { removePasskey } from "./passkeys";
import { linkIdentity, unlinkIdentity } from "./single-sign-on";

const ROUNDS = 10;

describe.each(Object.entries(TEST_DATABASES))("ways to sign in on %s", (_name, open) => {
  let base: TestWorld;
  let world: ReturnType<typeof teamWorld>;
  beforeAll(async () => {
    base = await open();
    // Whoever removes a way types a password; here it goes while it is judged, so that the ways are all that is left.
    const verifyPassword = async () => {
      await base.prisma.member.updateMany({ data: { passwordHash: null } });
      return true;
    };
    world = { ...teamWorld(base), verifyPassword };
  });
  afterAll(() => base?.close());

  /** A member with that many passkeys and an identity, whose password is about to go. */
  async function member(passkeys: number) {
    const id = randomUUID();
    await world.prisma.member.create({ data: { id, email: `${id}@example.com`, name: "m", role: "owner", passwordHash: "one" } });
    const ids = Array.from({ length: passkeys }, () => randomUUID());
    const passkey = { memberId: id, name: "p", publicKey: Buffer.from("key"), counter: 0n, transports: [], createdAt: new Date() };
    await world.prisma.passkey.createMany({ data: ids.map((passkeyId) => ({ ...passkey, id: passkeyId })) });
    await linkIdentity(world, id, { issuer: "https://id.example.com", subject: id, verifiedEmail: null, name: null });
    return { self: { memberId: id, address: "192.0.2.1" }, ids };
  }

  it.each([1, 2])("of an identity and %s passkeys removed at once one stays, each time", async (passkeys) => {
    for (let round = 0; round < ROUNDS; round++) {
      const { self, ids } = await member(passkeys);
      const outcomes = await Promise.all([unlinkIdentity(world, self, ""), ...ids.map((id) => removePasskey(world, self, id, ""))]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(passkeys).fill("done"), "refused"]);
      const left = [
        await world.prisma.passkey.count({ where: { memberId: self.memberId } }),
        await world.prisma.singleSignOn.count({ where: { memberId: self.memberId } }),
      ];
      expect(left.reduce((sum, count) => sum + count)).toBe(1);
    }
  });
});
