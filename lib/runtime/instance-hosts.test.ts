import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { instanceHosts } from "./instance-hosts";

test.each([
  ["https://Keys.Example.com:8443", "127.0.0.1", ["127.0.0.1", "keys.example.com"]],
  ["http://[2001:db8::1]:3000", "::1", ["::1", "2001:db8::1"]],
  [null, "192.0.2.10", ["192.0.2.10"]],
])("public URL %s, bound to %s → %j", (publicUrl, boundHost, hosts) => {
  expect([...instanceHosts(publicUrl, boundHost)]).toEqual(hosts);
});

test.each(["0.0.0.0", "::"])("bound to %s, every address of this machine is its own", (boundHost) => {
  const hosts = instanceHosts(null, boundHost);
  for (const address of Object.values(networkInterfaces()).flat()) expect(hosts.has(address!.address.toLowerCase())).toBe(true);
  expect(hosts.has(boundHost)).toBe(false);
});
