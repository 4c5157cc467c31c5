// What a paste can be: the part of a request that somebody has at hand.

/** A header line as the client would send it. */
export interface PastedLine {
  readonly name: string;
  readonly value: string;
  /** The value comes from a variable, a file or another command, and the paste does not hold it. */
  readonly isPartial: boolean;
}

/** Where a pasted request goes. */
export interface PastedTarget {
  readonly method: string;
  /** null = the paste does not tell. */
  readonly scheme: "http" | "https" | null;
  /** With port; null = the paste does not tell. */
  readonly host: string | null;
  /** Path and query. */
  readonly target: string;
}

/** Something about a paste that its reader should know, whatever the verdict. */
export type PasteRemark =
  | "spaces_around"
  | "quotes_around"
  | "line_breaks_inside"
  | "broken_line"
  | "space_after_continuation"
  | "cut_at_ampersand"
  | "open_quote"
  | "typographic_quotes"
  | "header_equals_sign"
  | "header_without_colon"
  | "header_file"
  | "cookie_file"
  | "stored_credentials"
  | "several_urls"
  | "unreadable_url";

/** A paste after reading. A bare credential stands in no header yet: which one, the API's dialect decides. */
export interface Pasted {
  readonly target: PastedTarget | null;
  readonly lines: readonly PastedLine[];
  /** A credential that was pasted alone. */
  readonly credential: string | null;
  readonly remarks: readonly PasteRemark[];
}
