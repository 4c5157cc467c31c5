// What signing in by passkeys needs from the world, with promises in words.

/** Where passkeys are good: they are bound to the host name, and answers to the origin. */
export interface RelyingParty {
  /** Host name of the console; no IP address. */
  readonly id: string;
  readonly origin: string;
}

/** A passkey as it is stored. */
export interface StoredPasskey {
  /** base64url */
  readonly id: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** What the browser is asked, as JSON that only it reads, and the challenge within it. */
export interface PasskeyQuestion {
  readonly options: object;
  readonly challenge: string;
}

export interface PasskeyHolder {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Passkeys that verify who uses them (PIN, finger, face): possession and a second factor in one. */
export interface Passkeys {
  /** Asks for a new passkey; devices that hold one of `known` refuse. */
  askForNew(
    party: RelyingParty,
    holder: PasskeyHolder,
    known: readonly Pick<StoredPasskey, "id" | "transports">[],
  ): Promise<PasskeyQuestion>;
  /** The new passkey in the browser's answer; null where the answer is not one to that challenge, from there. */
  readNew(party: RelyingParty, challenge: string, answer: unknown): Promise<StoredPasskey | null>;
  /** Asks for any passkey of this console. */
  askForAny(party: RelyingParty): Promise<PasskeyQuestion>;
  /** The id that an answer claims, or null. */
  claimedId(answer: unknown): string | null;
  /** The passkey's new counter; null where the answer is not one of it to that challenge, from there, by a verified user. */
  judge(party: RelyingParty, challenge: string, answer: unknown, passkey: StoredPasskey): Promise<number | null>;
}
