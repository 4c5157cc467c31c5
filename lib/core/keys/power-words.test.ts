// Promise of the live sentence: it says what the gate would do, no more and no less.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { endpointFor, hasPermission, opens } from "@/lib/core/grants/permits";
import { reachOf } from "@/lib/core/grants/reach";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { type KeyPower, wordPower } from "./power-words";

const FUSION_AI = { name: "Fusion AI", endpoints: SAMPLE_ENDPOINTS["fusion-ai"], openingPermission: null };
const STANDARD = { name: "Standard", endpoints: SAMPLE_ENDPOINTS.standard, openingPermission: "admin" };
const INFUZU = { name: "Infuzu", endpoints: SAMPLE_ENDPOINTS.infuzu, openingPermission: null };
const BARE = { name: "Legacy", endpoints: [], openingPermission: null };

function words(api: KeyPower["api"], permissions: string[], endpoints: Record<string, string[]>, more: Partial<KeyPower> = {}) {
  const power = { api, grant: { permissions, endpoints }, planEndpoints: null, tenantName: null, ipAllowList: [], expiresAt: null };
  return wordPower({ ...power, ...more });
}

describe("the sentence", () => {
  it("names the calls of a narrow key", () => {
    expect(words(FUSION_AI, ["chat", "models"], { "/chat": ["POST"], "/models": ["GET"], "/account": ["GET"] })).toEqual({
      extent: "part",
      sentence: "This key can make 2 of the 5 calls of Fusion AI: POST /chat and GET /models. It works from anywhere and never expires.",
    });
  });

  it("says where, until when and for whom", () => {
    const more = { tenantName: "Pied Piper", ipAllowList: ["10.0.0.0/8", "192.0.2.7"], expiresAt: "2027-02-03T10:00:00.000Z" };
    expect(words(FUSION_AI, ["models"], {}, more).sentence).toBe(
      "This key can make 1 of the 5 calls of Fusion AI: GET /models. It reaches the tenant Pied Piper only. " +
        "It works only from 10.0.0.0/8 and 192.0.2.7, until 3 February 2027.",
    );
  });

  it("calls everything by its name, with what comes later", () => {
    const { extent, sentence } = words(INFUZU, [], {});
    expect(extent).toBe("everything");
    expect(sentence).toMatch(
      /^This key can make every call of Infuzu, and calls that are added to it later: POST \/chat, .*, POST \/v1\/resources and 8 more\./,
    );
  });

  it("of an API without endpoints every path is open", () => {
    expect(words(BARE, ["*"], {})).toMatchObject({
      extent: "everything",
      sentence: expect.stringContaining("every path of Legacy, with every permission."),
    });
  });

  it("of a key that is over it says what it could do", () => {
    expect(words(FUSION_AI, ["models"], {}, { tenantName: "Pied Piper", isOver: true }).sentence).toBe(
      "This key could make 1 of the 5 calls of Fusion AI: GET /models. It reached the tenant Pied Piper only. " +
        "It worked from anywhere and never expired.",
    );
  });

  it("one opening permission is enough", () => {
    expect(words(STANDARD, ["admin"], {}).extent).toBe("everything");
  });

  it.each([
    ["lacks the permissions", words(FUSION_AI, [], {})],
    ["its plan does not include", words(FUSION_AI, ["*"], {}, { planEndpoints: {} })],
    ["is registered any more", words(FUSION_AI, ["*"], { "/gone": ["GET"] })],
  ])("a key that reaches nothing is told why: it %s", (reason, { extent, sentence }) => {
    expect(extent).toBe("nothing");
    expect(sentence).toContain(reason);
  });
});

it("what is said to be reached is what the gate lets pass", () => {
  const index = indexEndpoints(STANDARD.endpoints);
  const paths = STANDARD.endpoints.map(({ path }) => path);
  const grants = fc.dictionary(fc.constantFrom(...paths), fc.subarray(["GET", "POST", "PUT"]), { maxKeys: 4 });
  fc.assert(
    fc.property(fc.subarray(["read", "write", "admin", "webhook"]), grants, (permissions, endpoints) => {
      const reached = reachOf(STANDARD, { permissions, endpoints }, null).map(({ method, path }) => `${method} ${path}`);
      for (const path of paths) {
        for (const method of ["GET", "POST", "PUT"]) {
          const template = index.find(path)!;
          const endpoint = endpointFor(template, method);
          const passes =
            endpoint !== null && opens(endpoints, template, method) && hasPermission(permissions, endpoint.permission, "admin");
          expect(reached.includes(`${method} ${path}`)).toBe(passes);
        }
      }
    }),
  );
});

it("a grant on a template covers what only adds parameters to it", () => {
  const reached = reachOf(INFUZU, { permissions: [], endpoints: { "/v0/payments": ["GET"] } }, null);
  expect(reached.map(({ path }) => path)).toEqual(["/v0/payments", "/v0/payments/{id}"]);
});
