// Promises of what a client sees of an upstream's head.
import { expect, test } from "vitest";
import { type HeaderLine, headerValues } from "@/lib/core/http";
import { answerHeaders } from "./answer-headers";

const FACTS = { requestId: "req_1", extraHeaders: [] };

test("our request id and rate headers win over the upstream's", () => {
  const upstream: HeaderLine[] = [
    ["X-Request-Id", "theirs"],
    ["RateLimit", "theirs"],
    ["X-RateLimit-Limit", "9"],
  ];
  const lines = answerHeaders(upstream, { requestId: "req_1", extraHeaders: [["ratelimit", '"minute";r=1;t=2']] });
  expect(lines).toEqual([
    ["X-RateLimit-Limit", "9"],
    ["x-request-id", "req_1"],
    ["ratelimit", '"minute";r=1;t=2'],
  ]);
});

test("connection lines and the lines that Connection names end here", () => {
  const upstream: HeaderLine[] = [
    ["Connection", "close, X-Hop"],
    ["X-Hop", "1"],
    ["Keep-Alive", "timeout=5"],
    ["Transfer-Encoding", "chunked"],
  ];
  expect(answerHeaders(upstream, FACTS)).toEqual([["x-request-id", "req_1"]]);
});

test("two Set-Cookie lines stay two; encoding and length stay as they are", () => {
  const upstream: HeaderLine[] = [
    ["Set-Cookie", "a=1"],
    ["Set-Cookie", "b=2"],
    ["Content-Encoding", "gzip"],
    ["Content-Length", "31"],
  ];
  const lines = answerHeaders(upstream, FACTS);
  expect(headerValues(lines, "set-cookie")).toEqual(["a=1", "b=2"]);
  expect(lines.slice(0, 4)).toEqual(upstream);
});

test("an upstream cannot speak as Keyfuse to the client", () => {
  expect(answerHeaders([["X-Keyfuse-Degraded", "1"]], FACTS)).toEqual([["x-request-id", "req_1"]]);
});

test.each([
  "keyfuse-session=x; Path=/",
  " keyfuse-session =x",
  "=keyfuse-session=x",
  "__Host-keyfuse-session=x; Secure; Path=/",
  "keyfuse-session.0=x",
])("no upstream sets the console's session: %s", (cookie) => {
  const lines = answerHeaders(
    [
      ["Set-Cookie", cookie],
      ["Set-Cookie", "theirs=keyfuse-session"],
    ],
    FACTS,
  );
  expect(headerValues(lines, "set-cookie")).toEqual(["theirs=keyfuse-session"]);
});
