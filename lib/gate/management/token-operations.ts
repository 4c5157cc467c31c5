// The management API's operations on tokens: validate, issue, vend; and the documents by which others verify them.
import { type Answer, type Json, jsonAnswer } from "@/lib/core/http";
import { readUuid } from "@/lib/core/schemas/texts";
import { issueAnswer, publicKeyAnswer, validateAnswer, vendAnswer } from "@/lib/core/schemas/token-calls";
import { discoveryAnswer, discoveryDocument, jwksOf } from "@/lib/core/tokens/published-keys";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import { exchangeUserToken } from "@/lib/manage/tokens/exchange-user-token";
import { findApplicationPem, findPublicPem, listPublicKeys, listPublicPems } from "@/lib/manage/tokens/public-keys";
import { vendToken as vend } from "@/lib/manage/tokens/vend-token";
import { fieldErrors, ok, refuse } from "./answers";
import { actorOf, callerOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { readQuery } from "./query";
import { readFields } from "./read-object";
import { resolveTenants } from "./resolve-tenants";
import { FACTS, ISSUE_QUERY, PUBLIC_KEY_QUERY } from "./token-facts";

/** Long enough to spare the instance, short enough that a new key is found soon by whoever reads through a cache. */
const PUBLIC_SECONDS = 60;

/** RFC 7517 §5. */
export const retrieveJwks: Operation = {
  method: "GET",
  template: "/.well-known/jwks.json",
  facts: FACTS.retrieveJwks,
  handler: async (call) => publicAnswer(call, jwksOf(await listPublicKeys(call.world))),
};

/** OpenID Connect Discovery 1.0 §4. */
export const retrieveDiscovery: Operation = {
  method: "GET",
  template: "/.well-known/openid-configuration",
  facts: FACTS.retrieveDiscovery,
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    return tenants.ok ? discover(call, tenants.tenantIds[0]) : tenants.answer;
  },
};

/** The same for one tenant's issuer. */
export const retrieveTenantDiscovery: Operation = {
  method: "GET",
  template: "/.well-known/openid-configuration/{tenantId}",
  facts: FACTS.retrieveTenantDiscovery,
  handler: async (call) => {
    const id = readUuid(call.params.tenantId ?? "");
    return id === null ? refuse(call, "not_found") : discover(call, id);
  },
};

/** By `kid`, by application, or all. */
export const retrievePublicKey: Operation = {
  method: "GET",
  template: "/api/jwt/public-key",
  facts: FACTS.retrievePublicKey,
  handler: async (call) => {
    const { kid, applicationId } = readQuery(call.query, PUBLIC_KEY_QUERY);
    if (typeof kid === "string") return answerPem(call, await findPublicPem(call.world, kid));
    if (typeof applicationId !== "string")
      return publicAnswer(call, publicKeyAnswer.parse({ publicKeys: await listPublicPems(call.world) }));
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const id = readUuid(applicationId);
    return answerPem(call, id === null ? null : await findApplicationPem(call.world, tenants.tenantIds, id));
  },
};

/** The claims of a token that was found good on the way here. */
export const validateToken: Operation = {
  method: "GET",
  template: "/api/jwt/validate",
  facts: FACTS.validateToken,
  handler: async (call) => {
    const { token } = callerOf(call);
    if (token === undefined) return refuse(call, "invalid_token");
    return ok(call, validateAnswer, validateAnswer.parse({ jwt: token.claims }));
  },
};

/** For another application. */
export const issueTokenOperation: Operation = {
  method: "GET",
  template: "/api/jwt/issue",
  facts: FACTS.issueToken,
  handler: async (call) => {
    const { token } = callerOf(call);
    if (token === undefined) return refuse(call, "invalid_token");
    const { applicationId } = readQuery(call.query, ISSUE_QUERY);
    if (typeof applicationId !== "string") {
      return fieldErrors(call, "", [{ field: "applicationId", code: "blank", message: "Name the application." }]);
    }
    const id = readUuid(applicationId);
    const issued = id === null ? "absent" : await exchangeUserToken(call.world, token, id);
    if (issued === "absent") return refuse(call, "not_found");
    return issued === "refused" ? refuse(call, "invalid_token") : ok(call, issueAnswer, { token: issued });
  },
};

/** With claims of the caller's choice. */
export const vendTokenOperation: Operation = {
  method: "POST",
  template: "/api/jwt/vend",
  facts: FACTS.vendToken,
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const vending = { tenantId: tenants.tenantIds[0], isInstanceWide: callerOf(call).tenantId === null };
    const outcome = await vend(call.world, actorOf(call), vending, body.fields);
    if (outcome.kind === "absent") return refuse(call, "not_found");
    return outcome.kind === "refused" ? fieldErrors(call, "", outcome.problems) : ok(call, vendAnswer, { token: outcome.value.token });
  },
};

/** All of them. */
export const TOKEN_OPERATIONS: readonly Operation[] = [
  retrieveJwks,
  retrieveDiscovery,
  retrieveTenantDiscovery,
  retrievePublicKey,
  validateToken,
  issueTokenOperation,
  vendTokenOperation,
];

async function discover(call: ManagementCall, tenantId: string): Promise<Answer> {
  const [tenant] = await listTenants(call.world, [tenantId]);
  if (tenant === undefined) return refuse(call, "not_found");
  const algorithms = new Set(["RS256", ...(await listPublicKeys(call.world)).map(({ algorithm }) => algorithm)]);
  return publicAnswer(call, discoveryAnswer.parse(discoveryDocument(call.origin, tenant.issuer, [...algorithms].sort())));
}

function answerPem(call: ManagementCall, publicKey: string | null): Answer {
  return publicKey === null ? refuse(call, "not_found") : publicAnswer(call, publicKeyAnswer.parse({ publicKey }));
}

/** The same for everybody, and cached for a little while. */
function publicAnswer({ requestId }: ManagementCall, body: Json): Answer {
  const { status, headers, body: bytes } = jsonAnswer(200, body, [["x-request-id", requestId]]);
  const kept = headers.filter(([name]) => name !== "cache-control");
  return { status, headers: [...kept, ["cache-control", `public, max-age=${PUBLIC_SECONDS}`]], body: bytes };
}
