// Tries are counted by account and address together, and by address; nobody can keep another out.
import { describe, expect, it } from "vitest";
import { createSignInThrottle, createTeamThrottle } from "./sign-in-throttle";

function throttle() {
  let nowMs = 1_790_000_000_000;
  const admit = createSignInThrottle({ nowMs: () => nowMs });
  return { admit, pass: (seconds: number) => (nowMs += seconds * 1000) };
}

/** How many of that many tries were admitted. */
function admitted(count: number, tryOnce: (index: number) => number | null): number {
  return Array.from({ length: count }, (_, index) => tryOnce(index)).filter((wait) => wait === null).length;
}

describe("sign-in throttle", () => {
  it("admits 5 a minute for one account from one address, then says how long to wait", () => {
    const { admit, pass } = throttle();
    expect(admitted(8, () => admit("ada@example.com", "192.0.2.1"))).toBe(5);
    expect(admit("ada@example.com", "192.0.2.1")).toBe(60);
    pass(61);
    expect(admit("ada@example.com", "192.0.2.1")).toBeNull();
  });

  it("admits 20 an hour", () => {
    const { admit, pass } = throttle();
    const tries = admitted(100, () => {
      pass(20);
      return admit("ada@example.com", "192.0.2.1");
    });
    expect(tries).toBe(20);
  });

  it("admits 30 a minute from one address, whatever accounts it tries", () => {
    const { admit } = throttle();
    expect(admitted(50, (index) => admit(`member-${index}@example.com`, "192.0.2.1"))).toBe(30);
    expect(admit("ada@example.com", "192.0.2.2")).toBeNull();
  });

  it("takes a /64 of IPv6 as one address, and IPv4 in IPv6 as IPv4", () => {
    const { admit } = throttle();
    expect(admitted(8, (index) => admit("ada@example.com", `2001:db8:0:1::${index}`))).toBe(5);
    expect(admit("ada@example.com", "2001:db8:0:2::1")).toBeNull();
    expect(admitted(8, (index) => admit("eve@example.com", index % 2 === 0 ? "192.0.2.1" : "::ffff:192.0.2.1"))).toBe(5);
  });

  it("a stranger who tries an account does not keep its member out", () => {
    const { admit } = throttle();
    admitted(30, () => admit("ada@example.com", "203.0.113.9"));
    expect(admit("ada@example.com", "192.0.2.1")).toBeNull();
  });
});

describe("throttles of the team", () => {
  it.each([
    ["10 codes a minute of one member, from wherever", 10, "admitCode"],
    ["10 passwords a minute that one member types once more", 10, "admitProof"],
  ] as const)("%s", (_what, count, name) => {
    const team = createTeamThrottle({ nowMs: () => 1_790_000_000_000 });
    expect(admitted(20, () => team[name]("one"))).toBe(count);
    expect(team[name]("another")).toBeNull();
  });

  it("3 mails to one account and 10 in all, from one address in a quarter of an hour", () => {
    const team = createTeamThrottle({ nowMs: () => 1_790_000_000_000 });
    expect(admitted(9, () => team.admitMail("ada@example.com", "192.0.2.1"))).toBe(3);
    expect(team.admitMail("ada@example.com", "192.0.2.2")).toBeNull();
    expect(admitted(50, (index) => team.admitMail(`member-${index}@example.com`, "192.0.2.1"))).toBe(7);
  });

  it("5 mails an hour and 15 a day to one address, whoever asks from wherever", () => {
    let nowMs = 1_790_000_000_000;
    const team = createTeamThrottle({ nowMs: () => nowMs });
    expect(admitted(9, () => team.admitRecipient("ada@example.com"))).toBe(5);
    expect(team.admitRecipient("bob@example.com")).toBeNull();
    const tries = admitted(200, () => {
      nowMs += 360_000;
      return team.admitRecipient("ada@example.com");
    });
    expect(tries).toBe(10);
  });
});
