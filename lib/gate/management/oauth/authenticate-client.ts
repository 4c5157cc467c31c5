// Authenticates an OAuth client: an API key by id and secret, judged as at the gateway; or an application by its client secret.
import { assess } from "@/lib/core/assess";
import type { Api } from "@/lib/core/catalogue";
import { deniedBy } from "@/lib/core/decision";
import { type Denial, denial } from "@/lib/core/denials/denial";
import { headerValue, headerValues } from "@/lib/core/http";
import type { KeyRecord } from "@/lib/core/key-record";
import { isOauthError, type OauthError, oauthError } from "@/lib/core/oauth/oauth-error";
import { type ClientCredentials, readClient } from "@/lib/core/oauth/read-client";
import type { FormParameters } from "@/lib/core/oauth/read-form";
import { planOf } from "@/lib/gate/authenticate";
import type { ManagementCall } from "@/lib/gate/management/operation";
import { throttleFailure } from "@/lib/gate/throttle-failure";
import { type ApplicationClient, findClient, provesApplication } from "@/lib/manage/oauth/find-client";

/** A client that proved who it is. */
export type OauthClient = { readonly kind: "key"; readonly record: KeyRecord; readonly api: Api } | ApplicationClient;

/**
 * The client, or why it is none. Whether the id, the secret or the state of the client is wrong is not told; each failure counts
 * against the address that it came from.
 */
export async function authenticateClient(call: ManagementCall, form: FormParameters): Promise<OauthClient | OauthError> {
  const credentials = readClient(headerValues(call.request.headers, "authorization"), form);
  if (isOauthError(credentials)) return credentials.error === "invalid_client" ? refuse(call, denial("missing"), credentials) : credentials;
  const proved = await prove(call, credentials);
  if (!("code" in proved)) return proved;
  return refuse(
    call,
    proved,
    oauthError("invalid_client", "There is no such client, its secret is wrong, or it may not be used from here."),
  );
}

async function refuse({ gate, request }: ManagementCall, reason: Denial, told: OauthError): Promise<OauthError> {
  const decision = await throttleFailure(deniedBy(reason), request.peer, gate.decider);
  if (decision.outcome === "allow" || decision.denial.code !== "too_many_failures") return told;
  const retryAfterSeconds = Number(decision.denial.facts.retryAfter ?? 1);
  return { ...oauthError("slow_down", "Too many failed authentications came from this address."), retryAfterSeconds };
}

async function prove(call: ManagementCall, { clientId, clientSecret }: ClientCredentials): Promise<OauthClient | Denial> {
  const found = await findClient(call.world, clientId);
  if (found === null) return denial("unknown");
  if (found.kind === "key") return proveKey(call, found, clientSecret);
  if (!found.isActive || !provesApplication(call.world, found, clientSecret)) return denial("unknown");
  const { sealedSecret: _, ...application } = found;
  return application;
}

async function proveKey(
  { gate, request }: ManagementCall,
  found: { readonly id: string; readonly apiId: string },
  secret: string,
): Promise<OauthClient | Denial> {
  const { ports } = gate.decider;
  const api = gate.apis().find(({ id }) => id === found.apiId);
  const record = await ports.keys.find(found.apiId, ports.hasher.fingerprint(found.apiId, secret));
  if (api === undefined || record === null || record.id !== found.id) return denial("unknown");
  const nowMs = ports.clock.nowMs();
  const plan = planOf(api, record);
  const refusal = assess({ record, api, plan, peer: request.peer, tenantId: null, target: null, nowMs });
  if (refusal !== null) return refusal;
  ports.uses.note(record, nowMs, request.peer, agentOf(request.headers));
  return { kind: "key", record, api };
}

/** Longer agents are cut: only a person reads them. */
const MOST_AGENT_CHARACTERS = 200;

function agentOf(headers: ManagementCall["request"]["headers"]): string | null {
  return headerValue(headers, "user-agent")?.slice(0, MOST_AGENT_CHARACTERS) ?? null;
}
