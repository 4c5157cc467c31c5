// Promises of the address policy: the public Internet and what the operator allows, in whatever spelling.
import { expect, test } from "vitest";
import { createAddressPolicy } from "./upstream-address";

const PUBLIC_ONLY = createAddressPolicy([], false);

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.1",
  "::ffff:a9fe:a9fe",
  "::127.0.0.1",
  "64:ff9b::10.0.0.1",
  "2002:7f00:1::",
  "2001:0:7f00:1::",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "ff02::1",
  "localhost",
  "",
])("%j is refused", (address) => {
  expect(PUBLIC_ONLY.permits(address)).toBe(false);
});

test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "172.15.255.255", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is permitted", (address) => {
  expect(PUBLIC_ONLY.permits(address)).toBe(true);
});

test("blocks and single addresses that the operator allows are permitted, and nothing beside them", () => {
  const policy = createAddressPolicy(["10.2.0.0/16", "fd00::/8", "192.168.7.7"], false);
  expect(["10.2.3.4", "::ffff:10.2.3.4", "fd00::1", "192.168.7.7"].map((address) => policy.permits(address))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["10.3.0.1", "192.168.7.8", "127.0.0.1"].map((address) => policy.permits(address))).toEqual([false, false, false]);
});

test("loopback is permitted where it is allowed, other private ranges are not", () => {
  const policy = createAddressPolicy([], true);
  expect(["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254"].map((address) => policy.permits(address))).toEqual([true, true, false, false]);
});

test.each(["10.0.0/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/x", "localhost", ""])(
  "%j stops the start instead of allowing something else",
  (block) => {
    expect(() => createAddressPolicy([block], false)).toThrow();
  },
);
