import { describe, expect, test } from "vitest";
import { type Connection, isForwardingHeader, isLoopback, readClient } from "./forwarded";
import type { HeaderLine } from "./http";

const plain = (address: string): Connection => ({ address, isEncrypted: false });
const trusts =
  (...addresses: string[]) =>
  (address: string) =>
    addresses.includes(address);
const nobody = trusts();
const HOST: HeaderLine = ["Host", "keys.example.com"];

describe("without a trusted proxy the socket alone is believed", () => {
  const spoofed: HeaderLine[] = [
    HOST,
    ["X-Forwarded-For", "10.0.0.1"],
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-Host", "api.cryptofuse.test"],
    ["Forwarded", "for=10.0.0.1;proto=https"],
    ["X-Real-IP", "10.0.0.1"],
  ];

  test("no forwarding header changes peer, scheme or host", () => {
    expect(readClient(plain("203.0.113.7"), spoofed, nobody)).toEqual({
      peer: "203.0.113.7",
      scheme: "http",
      host: "keys.example.com",
      isLocal: false,
      isRelayed: true,
    });
  });

  test("a request that nobody says to have passed on is the peer's own", () => {
    expect(readClient(plain("127.0.0.1"), [HOST], nobody).isRelayed).toBe(false);
  });

  test("a loopback peer is local whatever it claims; a trusted one is not once it names a scheme", () => {
    expect(readClient(plain("127.0.0.1"), spoofed, nobody)).toMatchObject({ peer: "127.0.0.1", isLocal: true });
    expect(readClient(plain("127.0.0.1"), [HOST], nobody)).toMatchObject({ isLocal: true });
    expect(readClient(plain("127.0.0.1"), [HOST, ["x-forwarded-proto", "http"]], () => true)).toMatchObject({ isLocal: false });
  });
});

describe("behind trusted proxies", () => {
  const proxies = trusts("10.0.0.1", "10.0.0.2");
  test.each<[string, string, string]>([
    ["one proxy", "203.0.113.7", "203.0.113.7"],
    ["a client that prepends an address", "127.0.0.1, 203.0.113.7", "203.0.113.7"],
    ["two proxies", "203.0.113.7, 10.0.0.2", "203.0.113.7"],
    ["only proxies", "10.0.0.2, 10.0.0.1", "10.0.0.2"],
    ["a port", "203.0.113.7:4711", "203.0.113.7"],
    ["IPv6", "2001:db8::7", "2001:db8::7"],
    ["IPv6 with a port", "[2001:db8::7]:4711", "2001:db8::7"],
    ["IPv4 mapped into IPv6", "::ffff:203.0.113.7", "203.0.113.7"],
    ["something that is no address", "203.0.113.7, unknown", "10.0.0.1"],
    ["nothing", "", "10.0.0.1"],
  ])("%s: X-Forwarded-For %j → %s", (_, value, peer) => {
    expect(readClient(plain("10.0.0.1"), [HOST, ["x-forwarded-for", value]], proxies).peer).toBe(peer);
  });

  test("the client is known by X-Forwarded-For, and by nothing else that a proxy says", () => {
    expect(readClient(plain("10.0.0.1"), [HOST, ["X-Forwarded-For", "203.0.113.7"]], proxies).isRelayed).toBe(false);
    expect(readClient(plain("10.0.0.1"), [HOST, ["X-Forwarded-Proto", "https"]], proxies).isRelayed).toBe(true);
  });

  test("several lines are one list", () => {
    const lines: HeaderLine[] = [["X-Forwarded-For", "198.51.100.1"], ["X-Forwarded-For", "203.0.113.7"], HOST];
    expect(readClient(plain("10.0.0.1"), lines, proxies).peer).toBe("203.0.113.7");
  });

  test.each<[string, "http" | "https"]>([
    ["https", "https"],
    ["HTTPS", "https"],
    ["http", "http"],
    ["https, http", "http"],
    ["wss", "http"],
  ])("X-Forwarded-Proto %j → %s", (value, scheme) => {
    expect(readClient(plain("10.0.0.1"), [HOST, ["X-Forwarded-Proto", value]], proxies).scheme).toBe(scheme);
  });

  test("a proxy that says http makes an encrypted hop plain", () => {
    expect(readClient({ address: "10.0.0.1", isEncrypted: true }, [HOST, ["X-Forwarded-Proto", "http"]], proxies).scheme).toBe("http");
  });

  test("X-Forwarded-Host names the host", () => {
    expect(readClient(plain("10.0.0.1"), [HOST, ["X-Forwarded-Host", "api.example.com"]], proxies).host).toBe("api.example.com");
    expect(readClient(plain("10.0.0.1"), [HOST, ["X-Forwarded-For", "203.0.113.7"]], proxies).host).toBe("keys.example.com");
  });
});

describe("the connection", () => {
  test("TLS is https", () => {
    expect(readClient({ address: "203.0.113.7", isEncrypted: true }, [HOST], nobody).scheme).toBe("https");
  });
  test("an IPv4 address mapped into IPv6 reads as IPv4", () => {
    expect(readClient(plain("::ffff:127.0.0.1"), [HOST], nobody)).toMatchObject({ peer: "127.0.0.1", isLocal: true });
  });
  test("no Host, or two, name no host", () => {
    expect(readClient(plain("127.0.0.1"), [], nobody).host).toBeNull();
    expect(readClient(plain("127.0.0.1"), [HOST, HOST], nobody).host).toBeNull();
  });
  test.each([
    ["127.0.0.1", true],
    ["127.9.9.9", true],
    ["::1", true],
    ["128.0.0.1", false],
    ["127.0.0.1.example.com", false],
    ["::2", false],
  ])("%s is loopback: %s", (address, is) => {
    expect(isLoopback(address)).toBe(is);
  });
  test("forwarding headers are known by name", () => {
    expect(
      ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "forwarded", "x-real-ip"].every(isForwardingHeader),
    ).toBe(true);
    expect(isForwardingHeader("x-forwarded")).toBe(false);
  });
});
