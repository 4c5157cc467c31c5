// What the sending of mails needs from the world, with promises in words.

/** A mail that is ready to leave: one sender, one recipient, plain text. */
export interface ReadyMail {
  /** UUID: the same mail posted twice is known by it. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** `reason`: one line without secrets. `isFinal`: another try would end the same way. */
export type Posted = { readonly kind: "taken" } | { readonly kind: "refused"; readonly reason: string; readonly isFinal: boolean };

/** Takes mails. */
export interface MailPost {
  readonly kind: "smtp" | "outbox";
  /**
   * `taken` once whoever delivers it has it for good. A refusal is a value, also where nobody could be reached; it takes a minute at most.
   * Whatever the fields hold, the mail has the one sender, the one recipient and no header that was not asked for.
   */
  post(mail: ReadyMail): Promise<Posted>;
  /** Ends connections; a mail on its way is refused. */
  close(): Promise<void>;
}
