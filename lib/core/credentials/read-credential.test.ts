// Promises of readCredential: which lines are a credential, which are several, which are none.
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { infuzu } from "@/lib/core/dialects/infuzu";
import { standard } from "@/lib/core/dialects/standard";
import type { HeaderLine } from "@/lib/core/http";
import { type CredentialReading, readCredential } from "./read-credential";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln";
const key = (value: string): CredentialReading => ({ kind: "key", value });
const token: CredentialReading = { kind: "token", value: JWT };
const none: CredentialReading = { kind: "none" };
const several: CredentialReading = { kind: "several" };
const unreadable = (code: "malformed" | "extra_spaces" | "wrong_format"): CredentialReading => ({ kind: "unreadable", code });

function read(dialect: Dialect, headers: readonly HeaderLine[], path = "/x", switches: Partial<typeof DEFAULT_SETTINGS> = {}) {
  return readCredential({ dialect, settings: { ...DEFAULT_SETTINGS, ...switches }, hasRawCase: true }, path, headers);
}

const ROWS: readonly [Dialect, string, readonly HeaderLine[], CredentialReading][] = [
  [standard, "no header", [], none],
  [standard, "an empty header counts as absent", [["Authorization", ""]], none],
  [standard, "the scheme in any case", [["authorization", "bEaReR k"]], key("k")],
  [standard, "Basic is not readable", [["Authorization", "Basic abc"]], unreadable("malformed")],
  [standard, "a raw value is not readable", [["Authorization", "k"]], unreadable("malformed")],
  [standard, "Bearer alone", [["Authorization", "Bearer"]], unreadable("malformed")],
  [standard, "two spaces after the scheme", [["Authorization", "Bearer  k"]], unreadable("extra_spaces")],
  [standard, "a tab after the scheme", [["Authorization", "Bearer\tk"]], unreadable("extra_spaces")],
  [standard, "two space-joined values", [["Authorization", "Bearer a b"]], unreadable("extra_spaces")],
  [standard, "two comma-joined values", [["Authorization", "Bearer a, Bearer b"]], several],
  [
    standard,
    "two lines, one of them empty",
    [
      ["Authorization", "Bearer a"],
      ["Authorization", ""],
    ],
    several,
  ],
  [standard, "a carrier of another dialect does not count", [["X-API-Key", "k"]], none],
  [standard, "a token is just a key here", [["Authorization", `Bearer ${JWT}`]], key(JWT)],
  [fusionAi, "a key by its prefix", [["Authorization", "Bearer sk-fusion-a.b.c"]], key("sk-fusion-a.b.c")],
  [fusionAi, "a token by its three parts", [["Authorization", `Bearer ${JWT}`]], token],
  [fusionAi, "a token without a signature is still a token", [["Authorization", "Bearer a.b."]], { kind: "token", value: "a.b." }],
  [infuzu, "Infuzu-API-Key", [["Infuzu-API-Key", "k"]], key("k")],
  [infuzu, "X-Infuzu-API-Key, lower-cased as HTTP/2 does", [["x-infuzu-api-key", "k"]], key("k")],
  [
    infuzu,
    "two carriers, even equal",
    [
      ["Infuzu-API-Key", "k"],
      ["Authorization", "Bearer k"],
    ],
    several,
  ],
  [
    infuzu,
    "two carriers, one of them unreadable",
    [
      ["Infuzu-API-Key", "k"],
      ["Authorization", "Basic x"],
    ],
    several,
  ],
  [
    infuzu,
    "an empty second carrier is absent",
    [
      ["Infuzu-API-Key", "k"],
      ["Authorization", ""],
    ],
    key("k"),
  ],
  [infuzu, "a space in a bare value", [["Infuzu-API-Key", "a b"]], unreadable("wrong_format")],
  [cryptofuse, "X-API-Key", [["X-API-Key", "k"]], key("k")],
  [cryptofuse, "a token outside /v0", [["Authorization", `Bearer ${JWT}`]], token],
  [fusionauth, "the bare value is a key", [["Authorization", "super-secret-key"]], key("super-secret-key")],
  [fusionauth, "Bearer carries a token", [["Authorization", `Bearer ${JWT}`]], token],
  [fusionauth, "the older JWT scheme", [["Authorization", `JWT ${JWT}`]], token],
  [fusionauth, "the cookie", [["Cookie", `a=b; access_token=${JWT}; c=d`]], token],
  [fusionauth, "two such cookies", [["Cookie", `access_token=${JWT}; access_token=x`]], several],
  [
    fusionauth,
    "a key beats the cookie",
    [
      ["Cookie", `access_token=${JWT}`],
      ["Authorization", "k"],
    ],
    key("k"),
  ],
  [
    fusionauth,
    "a token beside the cookie is several",
    [
      ["Authorization", `JWT ${JWT}`],
      ["Cookie", `access_token=${JWT}`],
    ],
    several,
  ],
  [fusionauth, "an unknown scheme", [["Authorization", "Basic abc"]], unreadable("malformed")],
  [fusionauth, "the page's erratum does not count by default", [["Bearer", JWT]], none],
];

describe.each(ROWS)("%#", (dialect, name, headers, expected) => {
  test(`${dialect.name}: ${name} → ${expected.kind}`, () => {
    expect(read(dialect, headers)).toEqual(expected);
  });
});

describe("switches and paths", () => {
  test("cryptofuse: Authorization is no carrier under /v0/", () => {
    expect(read(cryptofuse, [["Authorization", `Bearer ${JWT}`]], "/v0/payments")).toEqual(none);
  });
  test("fusionauth: lenientBearerHeader accepts the erratum", () => {
    expect(read(fusionauth, [["Bearer", JWT]], "/x", { lenientBearerHeader: true })).toEqual(token);
  });
  test("infuzu: strictHeaderCase serves the letter of the page", () => {
    expect(read(infuzu, [["infuzu-api-key", "k"]], "/x", { strictHeaderCase: true })).toEqual(none);
    expect(read(infuzu, [["Infuzu-API-Key", "k"]], "/x", { strictHeaderCase: true })).toEqual(key("k"));
  });
});
