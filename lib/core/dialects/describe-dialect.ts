// A dialect in plain words: how a request carries a credential, what keys and tokens look like, what is refused.

import type { ApiSettings } from "@/lib/core/catalogue";
import { carriesOn } from "@/lib/core/credentials/read-credential";
import type { Carried, CookieCarrier, Dialect, HeaderCarrier } from "@/lib/core/dialects/dialect";
import type { KeyShape } from "@/lib/core/secrets/key-shape";

/** One way in which a request may carry a credential. */
export interface CarrierDescription {
  readonly title: string;
  readonly text: string;
  /** The header line, with the name of an environment variable in the place of the credential. */
  readonly line: string;
}

/** The name under which examples keep a token. */
const TOKEN_VARIABLE = "ACCESS_TOKEN";

const CARRIED: Readonly<Record<Carried, string>> = { key: "an API key", token: "a token", "key-or-token": "an API key or a token" };

type Switches = Pick<ApiSettings, "strictHeaderCase" | "lenientBearerHeader">;

/** Every way that counts under those settings, keys first. */
export function describeCarriers(dialect: Dialect, settings: Switches): readonly CarrierDescription[] {
  const ways = dialect.carriers.flatMap((carrier) => {
    if (carrier.in === "cookie") return [cookieWay(carrier)];
    if (carrier.onlyWith !== undefined && !carriesOn(carrier, { dialect, settings, hasRawCase: false }, "/")) return [];
    return carrier.schemes.map(({ scheme, carries }) => headerWay(carrier, scheme, carries, dialect));
  });
  return ways.sort((one, other) => Number(one.carries === "token") - Number(other.carries === "token"));
}

type Way = CarrierDescription & { readonly carries: Carried };

function headerWay(carrier: HeaderCarrier, scheme: string | null, carries: Carried, dialect: Dialect): Way {
  const variable = carries === "token" ? TOKEN_VARIABLE : dialect.snippetVariables.key;
  const where = scheme === null ? "alone, with nothing before it" : `after the word ${scheme} and one space`;
  const except = carrier.exceptPathPrefix === undefined ? "" : ` It does not count for paths that begin with ${carrier.exceptPathPrefix}.`;
  return {
    title: scheme === null ? carrier.name : `${carrier.name}: ${scheme}`,
    text: `The header ${carrier.name} holds ${CARRIED[carries]} ${where}.${except}`,
    line: `${carrier.name}: ${scheme === null ? "" : `${scheme} `}$${variable}`,
    carries,
  };
}

function cookieWay({ name, carries }: CookieCarrier): Way {
  return {
    title: `Cookie: ${name}`,
    text: `The cookie ${name} holds ${CARRIED[carries]}. It counts only where no header holds a key; a bad key in a header is refused whatever the cookie holds.`,
    line: `Cookie: ${name}=$${TOKEN_VARIABLE}`,
    carries,
  };
}

/** What counts as more than one credential, and what as none. */
export function describeCombinations(dialect: Dialect): readonly string[] {
  const headers = [...new Set(dialect.carriers.flatMap((carrier) => (carrier.in === "header" && !carrier.onlyWith ? [carrier.name] : [])))];
  const several = `${dialect.wording.several.status}, whatever the credentials are worth`;
  const rules = [`The same header sent twice, or two values with a comma between them in one header: ${several}.`];
  if (headers.length > 1) rules.unshift(`Two of the headers ${listed(headers)} in one request: ${several}.`);
  rules.push("An empty header counts as absent. A key in the URL is no credential, and no log keeps it.");
  rules.push(
    "Names of headers and the words before a credential may be written in any case; the credential itself counts letter for letter.",
  );
  return rules;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** What keys of that shape look like; what was given or typed may look otherwise. */
export function describeKeyShape({ prefix, alphabet, randomLength, checksum }: KeyShape): string {
  const characters = alphabet === "base62" ? "letters and digits" : "letters, digits, - and _";
  const checked = checksum === null ? "" : ", of which the last six are a checksum that tells a mistyped key without a look-up";
  const length = randomLength + (checksum === null ? 0 : 6);
  const body = `${length} ${characters}${checked}`;
  return prefix === "" ? `${body}.` : `${prefix} and then ${body}: ${prefix.length + length} characters in all.`;
}

/** What tokens must be like; null = none count. */
export function describeTokens({ tokens }: Dialect): readonly string[] | null {
  if (tokens === null) return null;
  const { types, issuer, audience, permissionsClaim, leewaySeconds } = tokens;
  return [
    "A JWT (RFC 7519) that is signed by a key this API trusts, with the algorithm that key is pinned to. A token that names no algorithm, another one, or a key of its own is refused.",
    types.length === 0 ? "typ may be left out or is JWT." : `typ is ${types.join(" or ")}.`,
    issuer === null
      ? "iss must be there, and be the signing key's own issuer where it has one."
      : `iss is the signing key's own issuer, or ${issuer} where it has none.`,
    audience === null ? "aud is not looked at." : `aud is ${audience}, or a list that contains it.`,
    "sub and exp must be there; iat and nbf may.",
    `The times of exp and nbf count with ${leewaySeconds} seconds of tolerance.`,
    `Permissions stand in ${permissionsClaim}: a list, or a text with spaces between them.`,
  ];
}
