// Everything that a diagnosis can look at when it says why.
import type { Api } from "@/lib/core/catalogue";
import type { CredentialReading } from "@/lib/core/credentials/read-credential";
import type { Denial } from "@/lib/core/denials/denial";
import type { HeaderCarrier } from "@/lib/core/dialects/dialect";
import type { HeaderLine } from "@/lib/core/http";
import type { KeyRecord } from "@/lib/core/key-record";
import type { TokenFlaw } from "@/lib/core/tokens/token-flaw";
import type { PasteRemark } from "./pasted";

/** A refused request with its circumstances. */
export interface Look {
  readonly denial: Denial;
  readonly api: Api;
  /** As the client would send them. */
  readonly lines: readonly HeaderLine[];
  /** Path and query; empty = the paste names none. */
  readonly target: string;
  readonly reading: CredentialReading;
  /** The record that was found; null = none. */
  readonly record: KeyRecord | null;
  /** Names of other APIs that know the credential. */
  readonly knownTo: readonly string[];
  /** Why a token does not count; null = there is none, or it does. */
  readonly tokenFlaw: TokenFlaw | null;
  readonly remarks: readonly PasteRemark[];
  /** The address that was judged. */
  readonly peer: string;
}

/** What was presented as the credential; "" where nothing could be read. */
export function presented({ reading }: Pick<Look, "reading">): string {
  return reading.kind === "key" || reading.kind === "token" ? reading.value : "";
}

/** The headers in which an API reads credentials, as people write them: "`X-API-Key: <key>`". */
export function carrierTexts(api: Api): string[] {
  return headerCarriers(api).flatMap(({ name, schemes }) =>
    schemes.map(({ scheme, carries }) => {
      const what = carries === "token" ? "<token>" : "<key>";
      return scheme === null ? `${name}: ${what}` : `${name}: ${scheme} ${what}`;
    }),
  );
}

/** The header carriers that the API uses. */
export function headerCarriers(api: Api): HeaderCarrier[] {
  return api.dialect.carriers.filter(
    (carrier) => carrier.in === "header" && (carrier.onlyWith === undefined || api.settings[carrier.onlyWith]),
  ) as HeaderCarrier[];
}
