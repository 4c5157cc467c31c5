// What a dialect is: how one API presents authentication, as data. A sixth vendor is a literal of this type, never a branch.
import type { DenialCode } from "@/lib/core/denials/denial";
import type { Json } from "@/lib/core/http";
import type { KeyShape } from "@/lib/core/secrets/key-shape";
import type { TokenProfile } from "@/lib/core/tokens/token-profile";

/** What a carrier's value is taken for. `key-or-token`: three dot-separated parts without the key prefix are a token. */
export type Carried = "key" | "token" | "key-or-token";

/** A header that carries a credential. */
export interface HeaderCarrier {
  readonly in: "header";
  /** In the case the vendor writes it; compared case-insensitively unless the API has `strictHeaderCase`. */
  readonly name: string;
  /** The authentication schemes it accepts (case-insensitive, RFC 9110 §11.1); null = the bare value. */
  readonly schemes: readonly { readonly scheme: string | null; readonly carries: Carried }[];
  /** Not a carrier for paths of the API that start so. */
  readonly exceptPathPrefix?: string;
  /** Only where the API turns this switch on. */
  readonly onlyWith?: "lenientBearerHeader";
  /** The denial for a value that no scheme can read. */
  readonly unreadableAs: "malformed" | "wrong_format";
}

/** A cookie that carries a token; a key in a header makes it irrelevant. */
export interface CookieCarrier {
  readonly in: "cookie";
  readonly name: string;
  readonly carries: "token";
}

export type Carrier = HeaderCarrier | CookieCarrier;

/**
 * One answer. Strings may name facts in braces: a string that is exactly `{name}` becomes the fact itself (number, list, null),
 * a fact inside a longer string is inserted as text. Besides DenialFacts: `requestId`, `api`, `support`.
 */
export interface Wording {
  readonly status: number;
  readonly body: Json;
  /** An empty body is sent without a content type. */
  readonly empty?: true;
}

/** A preset of the create form: a purpose and the permissions it fills in. */
export interface PurposePreset {
  readonly purpose: string;
  readonly label: string;
  readonly permissions: readonly string[];
}

/** A call that the vendor's own page shows, for snippets. */
export interface ExampleCall {
  readonly method: string;
  readonly path: string;
  /** null = without a body. */
  readonly body: Json;
}

/** How one protected API presents authentication. JSON-serialisable: a custom dialect is a file of this shape. */
export interface Dialect {
  readonly name: string;
  readonly title: string;
  readonly carriers: readonly Carrier[];
  /** The shape of keys this dialect mints. */
  readonly keyShape: KeyShape;
  /** How tokens must look; null = the dialect knows no tokens. */
  readonly tokens: TokenProfile | null;
  /** Names permissions may have; null = free names. */
  readonly permissions: readonly string[] | null;
  /** A permission that opens everything, if the vendor has one. */
  readonly openingPermission: string | null;
  readonly purposes: readonly PurposePreset[];
  /** The header that names a tenant; null = none. */
  readonly tenantHeader: string | null;
  /** Value of `WWW-Authenticate` on every 401; may name `{api}`. */
  readonly challenge: string;
  /** Plain HTTP is refused even where the instance does not require HTTPS, unless the peer is loopback. */
  readonly httpsOnly: boolean;
  readonly wording: Readonly<Record<DenialCode, Wording>>;
  /** Environment variable names of the vendor's own examples, for snippets. */
  readonly snippetVariables: { readonly key: string; readonly baseUrl: string | null };
  /** Shown where the API registers this endpoint and the key opens it; left out = snippets call what the key opens first. */
  readonly exampleCall?: ExampleCall;
  /** Whoever creates a key may type its secret. */
  readonly acceptsTypedSecrets?: boolean;
}
