// Tries are counted by account and address together, and by address; nobody can keep another out.
import { describe, expect, it } from "vitest";
import { createSignInThrottle } from "./sign-in-throttle";

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
