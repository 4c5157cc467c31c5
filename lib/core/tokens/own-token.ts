// What tokens that were signed here must say besides what every token must, and whom they speak for.
import type { EndpointGrants } from "@/lib/core/catalogue";
import type { TokenProfile } from "./token-profile";
import { readIssueInstant } from "./token-span";

/** A signing key of this instance, as verifiers know it. */
export interface OwnKey {
  /** The only tenant whose tokens it signs; null = tokens of protected APIs, and of tenants that chose it. */
  readonly tenantId: string | null;
  /** From here on it verifies nothing; null = it has no end. */
  readonly retiresAtMs: number | null;
}

/** The API key that got a token as an OAuth client, as the token says it (`kfk`, `kfd`): its limits are the token's. */
export interface ClientKey {
  readonly id: string;
  readonly publicId: string;
  readonly planName: string;
  readonly accountId: string | null;
  readonly endpoints: EndpointGrants;
  readonly ipAllowList: readonly string[];
}

/** What is known of a token that was signed here. */
export interface OwnToken {
  /** null = a user's token. */
  readonly key: ClientKey | null;
  /** To the millisecond; null where the token does not say it. */
  readonly issuedAtMs: number | null;
}

/** Where and by whose key a token of ours is verified. */
export interface OwnPlace {
  readonly apiId: string;
  /** Users' tokens count at the management API alone; tokens of keys at the API of their key. */
  readonly isManagement: boolean;
  readonly profile: TokenProfile;
  readonly key: OwnKey;
  /** Of a tenant; null = there is none. */
  readonly issuerOf: (tenantId: string) => string | null;
}

/** Header types of the forms that are issued here, in lower case. */
const OWN_TYPES: readonly string[] = ["jwt", "at+jwt"];

/** The `tty` of an access token. */
const ACCESS_TOKEN = "at";

/** The issuer and audience of the Fusion AI form, whose tokens have no `tty`. */
const FUSION_AI = { issuer: "fusion-ai", audience: "api.mcp4.ai" } as const;

type Claims = Readonly<Record<string, unknown>>;

interface Judged extends OwnPlace {
  readonly type: string | null;
  readonly claims: Claims;
  /** null = a user's token. */
  readonly client: ClientKey | null;
}

type Check = (judged: Judged) => boolean;

/** Without a `kid` no key of ours is asked; without a type of ours it was made for something else. */
const hasKnownType: Check = ({ type }) => type !== null && OWN_TYPES.includes(type);

const isOfKeysTenant: Check = ({ key, claims }) => key.tenantId === null || claims.tid === key.tenantId;

/** A user belongs to a tenant, and whatever names one is void once there is none of that id. */
const hasLivingTenant: Check = ({ claims, client, issuerOf }) =>
  claims.tid === undefined ? client !== null : typeof claims.tid === "string" && issuerOf(claims.tid) !== null;

const hasRightIssuer: Check = (judged) => {
  const { claims, profile, client, issuerOf } = judged;
  if (client === null && isFusionAiForm(judged)) return true;
  if (profile.issuer !== null) return claims.iss === profile.issuer;
  return typeof claims.tid !== "string" || claims.iss === issuerOf(claims.tid);
};

/** An ID token says `id`, a vended one says so too; RFC 9068 marks access tokens in the header. */
const isAccessToken: Check = (judged) => {
  const { type, claims, client } = judged;
  if (claims.tty !== undefined) return claims.tty === ACCESS_TOKEN;
  return type === "at+jwt" || client !== null || isFusionAiForm(judged);
};

const isForThisApi: Check = ({ apiId, isManagement, client, claims }) => (client === null ? isManagement : apiOfClient(claims) === apiId);

const CHECKS = [hasKnownType, isOfKeysTenant, hasLivingTenant, hasRightIssuer, isAccessToken, isForThisApi] satisfies readonly Check[];

/** What a token whose signature by one of our keys holds proves, or null: nothing. */
export function judgeOwnToken(type: string | null, claims: Claims, place: OwnPlace): OwnToken | null {
  const client = readClient(claims);
  if (client === undefined) return null;
  const judged = { ...place, type, claims, client };
  return CHECKS.every((check) => check(judged)) ? { key: client, issuedAtMs: readIssueInstant(claims) } : null;
}

function isFusionAiForm({ type, claims }: Pick<Judged, "type" | "claims">): boolean {
  const { iss, aud, sub } = claims;
  return type === "jwt" && iss === FUSION_AI.issuer && aud === FUSION_AI.audience && typeof sub === "string" && sub.startsWith("user_");
}

function apiOfClient({ kfd }: Claims): unknown {
  return isObject(kfd) ? kfd.api : undefined;
}

/** The key that `kfk` and `kfd` name; null = neither is there; undefined = they are not as we write them. */
function readClient({ kfk, kfd }: Claims): ClientKey | null | undefined {
  if (kfk === undefined && kfd === undefined) return null;
  if (typeof kfk !== "string" || !isObject(kfd)) return undefined;
  const { id, plan, account = null, endpoints = {}, addresses = [] } = kfd;
  if (typeof id !== "string" || typeof plan !== "string" || !(account === null || typeof account === "string")) return undefined;
  if (!isGrants(endpoints) || !isTexts(addresses)) return undefined;
  return { id, publicId: kfk, planName: plan, accountId: account, endpoints, ipAllowList: addresses };
}

function isGrants(value: unknown): value is EndpointGrants {
  return isObject(value) && Object.values(value).every(isTexts);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
