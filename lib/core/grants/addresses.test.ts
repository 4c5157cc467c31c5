import { BlockList, isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressIn, parseAddress, parseBlock } from "./addresses";

function isIn(address: string, ...blocks: string[]): boolean {
  return addressIn(
    address,
    blocks.map((text) => parseBlock(text)!),
  );
}

test.each([
  ["10.1.2.3", "10.0.0.0/8"],
  ["10.1.2.3", "10.1.2.3"],
  ["10.1.2.3", "10.200.0.9/8"],
  ["255.255.255.255", "0.0.0.0/0"],
  ["192.168.1.129", "192.168.1.128/25"],
  ["2001:db8::1", "2001:DB8::/32"],
  ["2001:db8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8:8000::", "2001:db8:8000::/33"],
  ["::1", "::/0"],
  ["::ffff:10.1.2.3", "10.0.0.0/8"],
  ["::ffff:0a01:0203", "10.1.2.3"],
  ["10.1.2.3", "::ffff:10.0.0.0/104"],
  ["64:ff9b::192.0.2.1", "64:ff9b::/96"],
])("%s lies in %s", (address, block) => {
  expect(isIn(address, block)).toBe(true);
});

test.each([
  ["11.0.0.0", "10.0.0.0/8"],
  ["9.255.255.255", "10.0.0.0/8"],
  ["192.168.1.127", "192.168.1.128/25"],
  ["10.1.2.4", "10.1.2.3"],
  ["2001:db9::", "2001:db8::/32"],
  ["2001:db8:7fff::", "2001:db8:8000::/33"],
  ["10.1.2.3", "::/0"],
  ["::a01:203", "10.1.2.3"],
  ["::1", "0.0.0.0/0"],
  ["fe80::1%eth0", "fe80::/10"],
  ["10.1.2.3:80", "10.0.0.0/8"],
  ["", "0.0.0.0/0"],
  ["unix:", "::/0"],
])("%j does not lie in %s", (address, block) => {
  expect(isIn(address, block)).toBe(false);
});

test("no blocks hold nothing; one of several is enough", () => {
  expect(isIn("10.1.2.3")).toBe(false);
  expect(isIn("10.1.2.3", "192.168.0.0/16", "::/0", "10.1.0.0/16")).toBe(true);
});

test.each([
  "",
  " 10.0.0.0/8",
  "10.0.0.0/8 ",
  "10.0.0/8",
  "10.0.0.0.0/8",
  "010.0.0.0/8",
  "256.0.0.0/8",
  "10.0.0.0/33",
  "10.0.0.0/08",
  "10.0.0.0/-1",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "0x0a.0.0.0",
  "167772160",
  "::/129",
  "1::2::3/64",
  ":::",
  ":1::",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7::8",
  "12345::",
  "1.2.3.4::",
  "::1.2.3.4:5",
  "fe80::1%eth0",
  "fe80::%1/64",
  "[::1]",
  "example.com",
])("%j is no block", (text) => {
  expect(parseBlock(text)).toBeNull();
});

const nearlyAddress = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.string({ unit: fc.constantFrom(..."0123456789abcdefF.:::"), maxLength: 40 }),
  fc.tuple(fc.ipV6(), fc.nat({ max: 40 }), fc.constantFrom(...":.0af")).map(([text, at, c]) => text.slice(0, at) + c + text.slice(at)),
);

test("what is an address is what node:net calls one", () => {
  fc.assert(
    fc.property(nearlyAddress, (text) => (parseAddress(text) !== null) === (isIP(text) !== 0)),
    { numRuns: 5_000 },
  );
});

test("membership is what node:net's BlockList says, for addresses near and far", () => {
  const near = (network: string, bits: number) => {
    const words = parseAddress(network)!;
    const flip = words.map((word, index) => (Math.floor(bits / 32) === index ? (word ^ (0x80000000 >>> (bits % 32))) >>> 0 : word));
    if (flip.length === 1) return [24, 16, 8, 0].map((shift) => (flip[0]! >>> shift) & 255).join(".");
    return flip.flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]).join(":");
  };
  const notMapped = (text: string) => isIP(text) === 4 || parseAddress(text)!.length === 4;
  const cases = fc
    .oneof(
      fc.tuple(fc.ipV4(), fc.ipV4(), fc.nat({ max: 32 }), fc.nat({ max: 31 }), fc.constant("ipv4" as const)),
      fc.tuple(fc.ipV6(), fc.ipV6(), fc.nat({ max: 128 }), fc.nat({ max: 127 }), fc.constant("ipv6" as const)),
    )
    .filter(([network, far]) => notMapped(network) && notMapped(far));
  fc.assert(
    fc.property(cases, ([network, far, prefixLength, flippedBit, family]) => {
      const list = new BlockList();
      list.addSubnet(network, prefixLength, family);
      for (const address of [network, far, near(network, flippedBit)]) {
        if (notMapped(address)) expect(isIn(address, `${network}/${prefixLength}`)).toBe(list.check(address, family));
      }
    }),
    { numRuns: 2_000 },
  );
});
