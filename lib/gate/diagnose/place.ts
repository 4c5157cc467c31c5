// Finds the API and the endpoint that a paste is about.
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { readCredential } from "@/lib/core/credentials/read-credential";
import type { Pasted, PastedTarget } from "@/lib/core/diagnosis/pasted";
import { linesFor } from "@/lib/core/diagnosis/present";
import { isLoopback } from "@/lib/core/forwarded";
import { targetPath } from "@/lib/core/http";
import { addressedPath } from "@/lib/core/request-guard";
import { hostName } from "@/lib/core/routing";
import type { Problem } from "@/lib/core/schemas/problem";
import type { DiagnosisWorld } from "./diagnosis-world";

/** What is known about where the request goes. */
export interface Place {
  readonly api: Api;
  /** Path within the API; null = no endpoint is known. */
  readonly call: { readonly method: string; readonly target: string; readonly path: string } | null;
  readonly scheme: "http" | "https";
  readonly isLocal: boolean;
  /** Whether the paste says how the request is transported. */
  readonly hasTransport: boolean;
  readonly remarks: readonly string[];
}

/** What the form says beside the paste. */
export interface Hints {
  /** Slug; "" = find out. */
  readonly api: string;
  /** `METHOD /path`; "" = none. */
  readonly endpoint: string;
}

const OVER_HTTPS = { scheme: "https", isLocal: false, hasTransport: false } as const;
const ENDPOINT = /^(?:([A-Za-z]{1,20})[ \t]+)?(\/\S*)$/;

const CHOOSE: Problem = {
  field: "api",
  code: "invalid",
  message: "The paste does not tell which API it is meant for. Choose the API.",
};
const NO_ENDPOINT: Problem = { field: "endpoint", code: "invalid", message: "Write a method and a path, for example GET /models." };

/** The place of the paste, or what has to be filled in to find it. */
export async function findPlace(pasted: Pasted, hints: Hints, world: DiagnosisWorld): Promise<Place | Problem> {
  const chosen = hints.api === "" || hints.api === SERVICE_SLUG ? null : world.findApi(hints.api);
  if (pasted.target !== null) return placeOfUrl(pasted, pasted.target, chosen, world);
  const asked = readEndpoint(hints.endpoint.trim(), world);
  if (asked !== null && "field" in asked) return asked;
  const api = asked?.api ?? chosen ?? (await findHolder(pasted, world));
  if (api === null) return CHOOSE;
  return { ...OVER_HTTPS, api, call: asked?.call ?? null, remarks: asked === null ? [NO_CALL] : [] };
}

/** The endpoint that was named beside the paste, and the API if its path tells; null = none was named. */
function readEndpoint(text: string, world: DiagnosisWorld): { readonly api: Api | null; readonly call: Place["call"] } | Problem | null {
  if (text === "") return null;
  const [, method = "GET", target] = ENDPOINT.exec(text) ?? [];
  if (target === undefined) return NO_ENDPOINT;
  const path = targetPath(target);
  const route = world.route("localhost", path);
  const found = route.kind === "api" && route.api.slug !== SERVICE_SLUG ? route : null;
  return { api: found?.api ?? null, call: { method: method.toUpperCase(), target, path: found?.path ?? path } };
}

const NO_CALL =
  "No endpoint was named, so that what the key opens was not tested. Paste the whole request, or name the endpoint under “More about the request”.";

async function placeOfUrl(pasted: Pasted, url: PastedTarget, chosen: Api | null, world: DiagnosisWorld): Promise<Place | Problem> {
  const path = addressedPath(url.target);
  const route = world.route(url.host ?? "localhost", path);
  const isForeign = route.kind === "misdirected";
  const own = isForeign ? world.route("localhost", path) : route;
  const found = own.kind === "api" && own.api.slug !== SERVICE_SLUG ? own : null;
  const api = found?.api ?? chosen ?? (await findHolder(pasted, world));
  if (api === null) return { ...CHOOSE, message: `${NOWHERE} Choose the API that is meant.` };
  const remarks: string[] = [];
  if (isForeign) remarks.push(`${FOREIGN} Through Keyfuse, requests go to ${entranceOf(api)} of this instance. ${JUDGED_ALL_THE_SAME}`);
  else if (found === null) remarks.push(`${NOWHERE} Paths of ${api.name} begin with ${entranceOf(api)}. ${JUDGED_ALL_THE_SAME}`);
  if (found !== null && chosen !== null && chosen.slug !== found.api.slug) {
    remarks.push(`The URL leads to ${found.api.name}, so that was tested, not ${chosen.name}.`);
  }
  const name = hostName(url.host ?? "");
  return {
    api,
    call: { method: url.method, target: url.target, path: found?.path ?? path },
    scheme: url.scheme ?? "https",
    isLocal: name !== null && (name === "localhost" || name.endsWith(".localhost") || isLoopback(name)),
    hasTransport: url.scheme !== null,
    remarks,
  };
}

const NOWHERE = "The URL leads to no API of this instance.";
const FOREIGN =
  "The host of the URL is neither this instance nor the own host of an API: if such a request arrives here, it is answered 421.";
const JUDGED_ALL_THE_SAME = "The rest was judged as if it had gone there.";

/** Where clients reach an API on this instance. */
function entranceOf(api: Api): string {
  return api.slug === MANAGEMENT_SLUG ? "/api/" : `/gateway/${api.slug}/`;
}

/** The only API that knows the credential, else the only one whose keys begin so; null = the paste does not tell. */
async function findHolder(pasted: Pasted, world: DiagnosisWorld): Promise<Api | null> {
  const apis = world.apis().filter(({ slug }) => slug !== SERVICE_SLUG);
  const [only, ...more] = apis;
  if (only !== undefined && more.length === 0) return only;
  const holders = await findHolders(pasted, apis, world);
  if (holders.length > 0) return holders.length === 1 ? (holders[0] ?? null) : null;
  const akin = apis.filter((api) => {
    const { prefix } = api.dialect.keyShape;
    return prefix !== "" && readIn(api, pasted).startsWith(prefix);
  });
  return akin.length === 1 ? (akin[0] ?? null) : null;
}

/** The APIs that know the credential of the paste. */
export async function findHolders(pasted: Pasted, apis: readonly Api[], world: DiagnosisWorld): Promise<Api[]> {
  const { keys, tokens, hasher, clock } = world.decider.ports;
  const known = await Promise.all(
    apis.map(async (api) => {
      const value = readIn(api, pasted);
      if (value === "") return false;
      if ((await keys.find(api.id, hasher.fingerprint(api.id, value))) !== null) return true;
      const { tokens: profile } = api.dialect;
      return profile !== null && typeof (await tokens.verify(api.id, value, profile, clock.nowMs())) !== "string";
    }),
  );
  return apis.filter((_, index) => known[index]);
}

/** What the API would read as the credential; "" = nothing. */
function readIn(api: Api, pasted: Pasted): string {
  const rules = { dialect: api.dialect, settings: api.settings, hasRawCase: true };
  const reading = readCredential(rules, "/", linesFor(api, pasted));
  return reading.kind === "key" || reading.kind === "token" ? reading.value : "";
}
