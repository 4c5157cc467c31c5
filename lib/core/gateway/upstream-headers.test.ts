// Promises of what an upstream sees: no credential of any dialect, nothing only the gateway may say, everything else unchanged.
import { describe, expect, test } from "vitest";
import { DIALECTS } from "@/lib/core/dialects";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { standard } from "@/lib/core/dialects/standard";
import { type HeaderLine, headerValue, headerValues } from "@/lib/core/http";
import { type UpstreamFacts, upstreamHeaders } from "./upstream-headers";

const FACTS: UpstreamFacts = { dialect: standard, requestId: "req_1", peer: "203.0.113.9", scheme: "https", caller: [], added: [] };

function sent(headers: readonly HeaderLine[], facts: Partial<UpstreamFacts> = {}): readonly HeaderLine[] {
  return upstreamHeaders(headers, { ...FACTS, ...facts });
}

describe("credentials stay behind", () => {
  const carriers = Object.values(DIALECTS).flatMap((dialect) => dialect.carriers.map((carrier) => ({ dialect, carrier })));

  test.each(carriers)("$dialect.name: $carrier.in $carrier.name", ({ dialect, carrier }) => {
    const name = carrier.in === "header" ? carrier.name.toUpperCase() : "Cookie";
    const value = carrier.in === "header" ? "Bearer s3cret" : `theme=dark; ${carrier.name}=s3cret; lang=de`;
    const lines = sent(
      [
        ["Accept", "*/*"],
        [name, value],
      ],
      { dialect },
    );
    expect(JSON.stringify(lines)).not.toContain("s3cret");
    expect(headerValue(lines, "accept")).toBe("*/*");
    if (carrier.in === "cookie") expect(headerValue(lines, "cookie")).toBe("theme=dark; lang=de");
  });

  test("a carrier that some paths do not read stays behind on those too", () => {
    expect(headerValues(sent([["Authorization", "Bearer x"]], { dialect: cryptofuse }), "authorization")).toEqual([]);
  });

  test("the spelling that CGI servers read as the same name stays behind", () => {
    expect(sent([["X_API_Key", "s3cret"]], { dialect: cryptofuse }).flat()).not.toContain("s3cret");
  });

  test("the session of a member's browser never reaches an upstream, whatever the dialect", () => {
    for (const dialect of Object.values(DIALECTS)) {
      const lines = sent([["Cookie", "theme=dark; keyfuse-session=a.b.c; __Host-keyfuse-session=d.e.f"]], { dialect });
      expect(headerValue(lines, "cookie")).toBe("theme=dark");
    }
  });
  test("a cookie line that held nothing else disappears; cookies of similar names stay", () => {
    const only = sent([["cookie", "access_token=s3cret"]], { dialect: fusionauth });
    expect(headerValues(only, "cookie")).toEqual([]);
    const similar = sent([["cookie", "access_token2=a;access_token =s3cret;  x_access_token=b"]], { dialect: fusionauth });
    expect(headerValues(similar, "cookie")).toEqual(["access_token2=a;  x_access_token=b"]);
  });

  test("the tenant header passes", () => {
    expect(headerValue(sent([["X-FusionAuth-TenantId", "t1"]], { dialect: fusionauth }), "x-fusionauth-tenantid")).toBe("t1");
  });
});

describe("what only the gateway may say", () => {
  test.each([
    "x-keyfuse-key-id",
    "X-Keyfuse-Anything",
    "X_Keyfuse_Key_Id",
    "x-middleware-subrequest",
    "X-Forwarded-Port",
    "Forwarded",
    "X-Real-IP",
    "X-HTTP-Method-Override",
    "X-Method-Override",
    "X-Original-URL",
    "X_Rewrite_URL",
  ])("a client's %s is dropped", (name) => {
    expect(sent([[name, "forged"]]).flat()).not.toContain("forged");
  });

  test("where the request came from is set, not appended to what a client claims", () => {
    const lines = sent([
      ["Host", "api.example.com"],
      ["X-Forwarded-For", "1.2.3.4"],
      ["X-Forwarded-Host", "evil.example"],
      ["X-Request-Id", "forged"],
    ]);
    expect(headerValues(lines, "x-forwarded-for")).toEqual(["203.0.113.9"]);
    expect(headerValues(lines, "x-forwarded-proto")).toEqual(["https"]);
    expect(headerValues(lines, "x-forwarded-host")).toEqual(["api.example.com"]);
    expect(headerValues(lines, "x-request-id")).toEqual(["req_1"]);
    expect(headerValues(lines, "host")).toEqual([]);
  });

  test("a Connection line cannot name the gateway's own lines away", () => {
    const caller: HeaderLine[] = [["x-keyfuse-key-id", "key_0000000001"]];
    const lines = sent(
      [
        ["Connection", "X-Keyfuse-Key-Id, X-Request-Id, X-Trace"],
        ["X-Trace", "1"],
      ],
      { caller },
    );
    expect(headerValue(lines, "x-keyfuse-key-id")).toBe("key_0000000001");
    expect(headerValue(lines, "x-request-id")).toBe("req_1");
    expect(headerValues(lines, "x-trace")).toEqual([]);
  });

  test("a line that the API adds replaces the client's lines of that name", () => {
    const lines = sent(
      [
        ["X-Plan", "gold"],
        ["x-plan", "platinum"],
      ],
      { added: [["X-Plan", "free"]] },
    );
    expect(headerValues(lines, "x-plan")).toEqual(["free"]);
  });
});

test("everything else passes unchanged: order, case, repetitions, odd values", () => {
  const lines: HeaderLine[] = [
    ["X-List", "b"],
    ["x-list", "a"],
    ["Accept-Encoding", "br;q=1, gzip"],
    ["X-Empty", ""],
    ["X-Latin", "caf\u00e9"],
  ];
  expect(sent(lines).slice(0, lines.length)).toEqual(lines);
});

test.each(["Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Content-Length"])(
  "%s ends here",
  (name) => {
    expect(headerValues(sent([[name, "x"]]), name.toLowerCase())).toEqual([]);
  },
);
