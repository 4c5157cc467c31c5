// What is said of a link that opens nothing any more.

type Closed = "used" | "expired" | "withdrawn";
type Step = "confirm" | "withdraw" | "reveal";

const MESSAGES: Readonly<Record<Step, Readonly<Record<Closed, string>>>> = {
  confirm: {
    used: "This link was used: your address is confirmed, and your request waits for a decision or has one. You are told by mail.",
    withdrawn: "This link was used, and the request was withdrawn. You may ask again.",
    expired: "This link has expired: it was good for 24 hours. Ask for the key again, and confirm the new mail.",
  },
  withdraw: {
    used: "This link is over: the request was withdrawn, or a decision was made.",
    withdrawn: "This link is over: the request was withdrawn.",
    expired: "This link has expired. Write to whoever runs this service.",
  },
  reveal: {
    used: "This link was used: the secret was shown, and it can be shown only once. If it was not you who saw it, or it is lost, tell whoever runs this service at once, so that the key is revoked, and ask for a new one.",
    withdrawn: "This link is over: the request was withdrawn, or its approval taken back. No key was made. You may ask again.",
    expired: "This link has expired: it was good for 72 hours, and no key was made. Ask for the key again.",
  },
};

/** In words, with what to do. */
export function closedLinkMessage(step: Step, kind: Closed | "unknown"): string {
  return kind === "unknown" ? "There is no such link. Open it whole, as it stands in the mail." : MESSAGES[step][kind];
}
