import { expect, test } from "vitest";
import { signInClaims, sourceOfAddress } from "./sign-in-limits";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["255.255.255.255", "255.255.255.255"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["not an address", "unknown"],
  ["", "unknown"],
])("%s is the source %s", (address, name) => {
  expect(sourceOfAddress(address)).toEqual({ name, isShared: false });
});

test("each guard counts by what it guards, and all claims of one guard by one subject", () => {
  const [one, other] = ["198.51.100.1", "198.51.100.2"].map(sourceOfAddress);
  const subject = (guard: Parameters<typeof signInClaims>[0], account: string, source = one!) => {
    const subjects = new Set(signInClaims(guard, { account, source }).map((claim) => claim.subject));
    expect(subjects.size).toBe(1);
    return [...subjects][0];
  };
  expect(subject("source", "ada")).toBe(subject("source", "bob"));
  expect(subject("source", "ada")).not.toBe(subject("source", "ada", other));
  expect(subject("crowd", "ada")).toBe(subject("crowd", "ada", other));
  expect(subject("crowd", "ada")).not.toBe(subject("crowd", "bob"));
  for (const guard of ["pair", "newcomer"] as const) {
    expect(new Set([subject(guard, "ada"), subject(guard, "bob"), subject(guard, "ada", other)]).size).toBe(3);
  }
  expect(new Set((["pair", "source", "crowd", "newcomer"] as const).map((guard) => subject(guard, "ada"))).size).toBe(4);
});
