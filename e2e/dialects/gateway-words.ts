// How one gateway dialect says what all of them must say, and the calls that the shared rows make.
import { type Answered, type Call, type Expected, having } from "./row";
import { type GatewaySlug, secretOf } from "./secrets";

export type HeaderLine = Call["headers"][number];

/** How one dialect says what all of them must say. */
export interface GatewayWords {
  readonly slug: GatewaySlug;
  /** The header lines that present a secret in the dialect's first carrier. */
  readonly carry: (secret: string) => HeaderLine;
  /** The body of an error whose code the page leaves open. */
  readonly anyError: Expected;
  readonly missing: Answered;
  /** Empty carriers and carriers that hold nothing usable. */
  readonly malformed: Answered;
  /** More than one space, or a second word, after the scheme (or beside the bare value). */
  readonly extraSpaces: Answered;
  readonly unknown: Answered;
  readonly revoked: Answered;
  readonly expired: Answered;
  readonly several: Answered;
  /** A valid key that lacks what `required` names. */
  readonly forbidden: (required: string | null, granted: readonly string[]) => Answered;
  readonly planRestricted: Answered;
  readonly rateLimited: (limit: number, window: string, most: number) => Answered;
  readonly quotaSpent: Answered;
}

export const ALL = ["*"];
export const things = (words: GatewayWords, headers: readonly HeaderLine[], path = "/things", method = "GET"): Call => ({
  method,
  path: `/gateway/${words.slug}${path}`,
  headers,
});
export const withKey = (words: GatewayWords, name: string, path?: string, method?: string): Call =>
  things(words, [words.carry(secretOf(words.slug, name))], path, method);
export const echo = (members: { readonly [name: string]: Expected }): Answered => ({
  status: 200,
  json: having({ echo: having(members) }),
});
