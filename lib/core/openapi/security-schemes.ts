// A dialect's carriers as security schemes: one for each way to send a credential.
import type { Api } from "@/lib/core/catalogue";
import { carriesOn } from "@/lib/core/credentials/read-credential";
import type { Carried, Carrier, HeaderCarrier } from "@/lib/core/dialects/dialect";
import type { SecurityRequirements, SecurityScheme } from "./document";
import type { Access } from "./operation-facts";
import { uniqueName } from "./unique-name";

/** One way to send a credential. */
interface Way {
  readonly id: string;
  readonly carrier: Carrier;
  readonly carries: Carried;
  readonly scheme: SecurityScheme;
}

/** The ways of an API's dialect, under names of their own. */
export interface Ways {
  readonly schemes: Readonly<Record<string, SecurityScheme>>;
  /** What opens a path: any one of the ways that are carriers there. */
  readonly opening: (path: string, access: Access) => SecurityRequirements;
}

/** Reads the carriers; a second scheme of a header for the same kind of credential is named beside the first. */
export function waysOf(api: Api): Ways {
  const taken = new Set<string>();
  const ways = api.dialect.carriers
    .filter((carrier) => isOn(carrier, api, "/"))
    .flatMap((carrier) => (carrier.in === "cookie" ? [cookieWay(carrier, taken)] : headerWays(carrier, api, taken)));
  return {
    schemes: Object.fromEntries(ways.map(({ id, scheme }) => [id, scheme])),
    opening: (path, access) => {
      if (access === "open") return [];
      const usable = ways.filter(({ carrier, carries }) => isOn(carrier, api, path) && (access === "token-or-key" || carries !== "token"));
      const requirements = usable.map(({ id }) => ({ [id]: [] }));
      // OpenAPI 3.1 §4.8.30: an empty requirement makes the others optional.
      return access === "key-if-sent" ? [{}, ...requirements] : requirements;
    },
  };
}

function isOn(carrier: Carrier, api: Api, path: string): boolean {
  return carrier.in === "cookie" || carriesOn(carrier, { dialect: api.dialect, settings: api.settings, hasRawCase: true }, path);
}

function cookieWay(carrier: Extract<Carrier, { in: "cookie" }>, taken: Set<string>): Way {
  const description = `A token in a cookie. A key in a header makes it irrelevant. Pages cannot set it: to try a call out, send the token in a header.`;
  const scheme: SecurityScheme = { type: "apiKey", in: "cookie", name: carrier.name, description };
  return { id: uniqueName(`${carrier.name}-cookie`, taken), carrier, carries: carrier.carries, scheme };
}

function headerWays(carrier: HeaderCarrier, api: Api, taken: Set<string>): Way[] {
  const kinds = [...new Set(carrier.schemes.map(({ carries }) => carries))].filter((carries) => carries !== "token" || knowsTokens(api));
  return kinds.map((carries) => {
    const [first, ...others] = carrier.schemes.filter((scheme) => scheme.carries === carries).map(({ scheme }) => scheme);
    const scheme = schemeOf(carrier, first ?? null, describe(carrier, carries, first ?? null, others, api));
    return { id: uniqueName(scheme.type === "http" ? "BearerAuth" : carrier.name, taken), carrier, carries, scheme };
  });
}

function knowsTokens({ dialect }: Api): boolean {
  return dialect.tokens !== null;
}

function schemeOf(carrier: HeaderCarrier, word: string | null, description: string): SecurityScheme {
  const isBearer = carrier.name.toLowerCase() === "authorization" && word?.toLowerCase() === "bearer";
  if (isBearer) return { type: "http", scheme: "bearer", description };
  return { type: "apiKey", in: "header", name: carrier.name, description };
}

function describe(carrier: HeaderCarrier, carries: Carried, word: string | null, others: readonly (string | null)[], api: Api): string {
  const what = carries === "token" ? "A token" : carries === "key" || !knowsTokens(api) ? "An API key" : "An API key or a token";
  const how =
    word === null ? `as it is, in the header \`${carrier.name}\`` : `in the header \`${carrier.name}\`, after the word \`${word}\``;
  const also = others.flatMap((other) => (other === null ? [] : [`The word \`${other}\` does as well.`]));
  const except = carrier.exceptPathPrefix === undefined ? [] : [`Not for paths that start with \`${carrier.exceptPathPrefix}\`.`];
  const isPlain = word === null || word.toLowerCase() === "bearer";
  const entry = isPlain ? [] : [`Enter the word \`${word}\`, a space and the credential.`];
  return [`${what}, ${how}.`, ...also, ...except, ...entry].join(" ");
}
