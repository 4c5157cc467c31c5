// A challenge is good for the browser that asked, for a while, for whom it was made, and for one answer.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { teamWorld } from "@/scripts/services/team-world";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { openChallenge, sealChallenge, spendChallenge } from "./passkey-challenge";
import { signInByPasskey } from "./passkeys";

describe("challenges of passkeys", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await TEST_DATABASES["the embedded database"]!();
  });
  afterAll(() => world?.close());

  it("one that is over, damaged, absent, or somebody else's is none", () => {
    const cookie = sealChallenge(world, "abc", "member-1");
    expect(openChallenge(world, cookie, "member-1")).toMatchObject({ challenge: "abc" });
    expect(openChallenge(world, cookie, "member-2")).toBeNull();
    expect(openChallenge(world, cookie, null)).toBeNull();
    expect(openChallenge({ ...world, nowMs: () => Date.now() + 301_000 }, cookie, "member-1")).toBeNull();
    for (const bad of [null, "", "x", cookie.slice(0, -2), `${cookie}AA`]) expect(openChallenge(world, bad, "member-1")).toBeNull();
  });

  it("of many who answer it at the same time one gets through", async () => {
    const challenge = openChallenge(world, sealChallenge(world, "once", null), null)!;
    const spend = () =>
      changing(world, "anonymous", async (change) => {
        await spendChallenge(change, challenge);
        change.record("instance", "test.spend", "test", {});
        return done(null);
      });
    const outcomes = await Promise.all([spend(), spend(), spend()]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "refused", "refused"]);
  });

  it.each([null, "text", {}, { id: 5 }, { id: "unknown" }, { id: "../../x" }])(
    "%j as an answer signs nobody in, and is no fault",
    async (answer) => {
      const party = { id: "localhost", origin: "http://localhost" };
      const cookie = sealChallenge(world, "abc", null);
      expect(await signInByPasskey(teamWorld(world), { party, cookie, answer }, { address: "192.0.2.1", agent: "" })).toEqual({
        kind: "refused",
      });
    },
  );
});
