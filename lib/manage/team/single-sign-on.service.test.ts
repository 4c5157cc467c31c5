// Issuer and subject name a person: an e-mail address opens nobody's account, and a last way to sign in stays.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import { changeSetting } from "@/lib/manage/settings/setting";
import { teamWorld } from "@/scripts/services/team-world";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { linkIdentity, type ProvenIdentity, signInByIdentity, unlinkIdentity } from "./single-sign-on";

const WHENCE = { address: "192.0.2.1", agent: "" };
const PASSWORD = "correct horse battery staple";
const IDENTITY: ProvenIdentity = { issuer: "https://id.example.com", subject: "ada", verifiedEmail: "ada@example.com", name: "Ada" };

describe("single sign-on", () => {
  let base: TestWorld;
  let world: ReturnType<typeof teamWorld>;
  beforeAll(async () => {
    base = await TEST_DATABASES["the embedded database"]!();
    world = teamWorld(base);
  });
  afterAll(() => base?.close());
  beforeEach(async () => {
    await world.prisma.member.deleteMany();
    await world.prisma.setting.deleteMany();
  });

  async function make(email: string, more: object = {}): Promise<string> {
    const id = randomUUID();
    const passwordHash = await world.hashPassword(PASSWORD);
    await world.prisma.member.create({ data: { id, email, name: "m", role: "owner", passwordHash, ...more } });
    return id;
  }

  it("a linked member comes in, by issuer and subject alone, and not while disabled", async () => {
    const id = await make("ada@work.example");
    expect(await linkIdentity(world, id, IDENTITY)).toMatchObject({ kind: "done" });
    expect(await signInByIdentity(world, { ...IDENTITY, verifiedEmail: null }, WHENCE)).toMatchObject({
      kind: "signed-in",
      claims: { memberId: id },
    });
    expect(await signInByIdentity(world, { ...IDENTITY, issuer: "https://other.example.com" }, WHENCE)).toEqual({ kind: "unknown" });
    await world.prisma.member.update({ where: { id }, data: { disabledAt: new Date() } });
    expect(await signInByIdentity(world, IDENTITY, WHENCE)).toEqual({ kind: "refused" });
  });

  it("who is disabled or signed out everywhere while the identity is being judged does not come in", async () => {
    const id = await make("ada@work.example");
    await linkIdentity(world, id, IDENTITY);
    for (const data of [{ disabledAt: new Date() }, { sessionVersion: { increment: 1 } }]) {
      await world.prisma.member.update({ where: { id }, data: { disabledAt: null } });
      const findUnique = async (query: object) => {
        const link = await world.prisma.singleSignOn.findUnique(query as never);
        await world.prisma.member.update({ where: { id }, data });
        return link;
      };
      const prisma = new Proxy(world.prisma, {
        get: (target, name) => (name === "singleSignOn" ? { findUnique } : Reflect.get(target, name)),
      });
      expect(await signInByIdentity({ ...world, prisma }, IDENTITY, WHENCE)).toEqual({ kind: "refused" });
    }
    expect(await world.prisma.consoleSession.count()).toBe(0);
  });

  it("a member's address, even verified, links nothing, whatever sign-up allows", async () => {
    await make("ada@example.com");
    await changeSetting(world, "system", SIGN_UP, { mode: "open", domains: [] });
    expect(await signInByIdentity(world, IDENTITY, WHENCE)).toEqual({ kind: "unknown" });
    expect(await world.prisma.singleSignOn.count()).toBe(0);
  });

  it("a stranger becomes a viewer only with a verified address that sign-up admits", async () => {
    expect(await signInByIdentity(world, IDENTITY, WHENCE)).toEqual({ kind: "unknown" });
    await changeSetting(world, "system", SIGN_UP, { mode: "domain", domains: ["example.com"] });
    expect(await signInByIdentity(world, { ...IDENTITY, verifiedEmail: null }, WHENCE)).toEqual({ kind: "unknown" });
    expect(await signInByIdentity(world, { ...IDENTITY, verifiedEmail: "ada@evil.example" }, WHENCE)).toEqual({ kind: "unknown" });
    expect(await signInByIdentity(world, IDENTITY, WHENCE)).toMatchObject({ kind: "signed-in" });
    expect(await world.prisma.member.findMany()).toMatchObject([{ email: "ada@example.com", role: "viewer", passwordHash: null }]);
  });

  it("a name that the provider gives on several lines is written on one", async () => {
    await changeSetting(world, "system", SIGN_UP, { mode: "open", domains: [] });
    const name = "Ada\r\nSubject: a mail of mine\u2028x";
    expect(await signInByIdentity(world, { ...IDENTITY, name }, WHENCE)).toMatchObject({ kind: "signed-in" });
    expect(await world.prisma.member.findMany()).toMatchObject([{ name: "Ada Subject: a mail of mine x" }]);
  });

  it("an identity belongs to one member, and a member has one", async () => {
    const [one, other] = [await make("one@example.com"), await make("other@example.com")];
    expect(await linkIdentity(world, one, IDENTITY)).toMatchObject({ kind: "done" });
    expect(await linkIdentity(world, other, IDENTITY)).toMatchObject({ kind: "refused" });
    expect(await linkIdentity(world, one, { ...IDENTITY, subject: "else" })).toMatchObject({ kind: "refused" });
  });

  it("it is unlinked by the password", async () => {
    const id = await make("ada@example.com");
    await linkIdentity(world, id, IDENTITY);
    const self = { memberId: id, address: "192.0.2.1" };
    expect(await unlinkIdentity(world, self, "wrong")).toMatchObject({ problems: [{ field: "password" }] });
    expect(await unlinkIdentity(world, self, PASSWORD)).toMatchObject({ kind: "done" });
    expect(await signInByIdentity(world, IDENTITY, WHENCE)).toEqual({ kind: "unknown" });
  });
});
