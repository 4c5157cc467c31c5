// Who is written to about a key: whoever made it while they can sign in, else the owners who can.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ORGANISATION } from "@/lib/core/key-record";
import { memberActor } from "@/lib/manage/team/member";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { recipientsOf } from "./key-recipients";

const PEOPLE = {
  owner: { id: randomUUID(), role: "owner", disabledAt: null },
  "disabled-owner": { id: randomUUID(), role: "owner", disabledAt: new Date() },
  maker: { id: randomUUID(), role: "developer", disabledAt: null },
  "disabled-maker": { id: randomUUID(), role: "developer", disabledAt: new Date() },
} as const;

describe.each(Object.entries(TEST_DATABASES))("recipients on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
    const data = Object.entries(PEOPLE).map(([name, row]) => ({ ...row, name, email: `${name}@example.com` }));
    await world.prisma.member.createMany({ data });
  });
  afterAll(() => world?.close());

  it.each([
    [memberActor(PEOPLE.maker), false, ["maker"]],
    [memberActor(PEOPLE.maker), true, ["maker", "owner"]],
    [memberActor(PEOPLE.owner), true, ["owner"]],
    [memberActor(PEOPLE["disabled-maker"]), false, ["owner"]],
    [memberActor(PEOPLE["disabled-maker"]), true, ["owner"]],
    [memberActor(PEOPLE["disabled-owner"]), true, ["owner"]],
    [memberActor({ id: randomUUID() }), false, ["owner"]],
    [ORGANISATION, false, ["owner"]],
  ])("of a key by %s, owners too: %s → %j", async (createdBy, withOwners, names) => {
    const recipients = await recipientsOf(world.prisma, { createdBy, tenantId: null }, { withOwners });
    expect(recipients.map(({ email }) => email)).toEqual(names.map((name) => `${name}@example.com`));
  });
});
