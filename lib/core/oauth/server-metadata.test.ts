import { expect, test } from "vitest";
import { describeServer, serverMetadata } from "./server-metadata";

test("every endpoint stands under the issuer, which is the origin (RFC 8414 §2, §3.3)", () => {
  const document = describeServer("https://keys.example.com");
  expect(document.issuer).toBe("https://keys.example.com");
  const endpoints = Object.entries(document).filter(([name]) => /_endpoint$|_uri$/.test(name));
  expect(endpoints).toHaveLength(4);
  for (const [name, url] of endpoints) expect(url, name).toMatch(/^https:\/\/keys\.example\.com\/(?:oauth2|\.well-known)\/[a-z.]+$/);
  expect(serverMetadata.parse(document)).toEqual(document);
});
