// Who may ask for keys of an API by a form.
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";

/** From the one that opens least. */
export const REQUEST_ACCESS = ["off", "members", "public"] as const;

export type RequestAccess = (typeof REQUEST_ACCESS)[number];

/** What an API says of itself; `instance` = what the settings of the instance say. */
export const REQUEST_ANSWERS = ["instance", ...REQUEST_ACCESS] as const;

export type RequestAnswer = (typeof REQUEST_ANSWERS)[number];

/** In words, for the form that decides. */
export const REQUEST_ACCESS_WORDS: Readonly<Record<RequestAccess, { readonly label: string; readonly hint: string }>> = {
  off: { label: "Nobody", hint: "The form does not exist." },
  members: { label: "Members", hint: "Whoever signs in to this console, viewers too." },
  public: { label: "Everybody", hint: "Strangers confirm their mail address first. Nobody gets a key before an admin approves." },
};

/** The access that a text names, or null. */
export function readRequestAccess(text: unknown): RequestAccess | null {
  return REQUEST_ACCESS.find((access) => access === text) ?? null;
}

/** The answer that a text names, or null. */
export function readRequestAnswer(text: unknown): RequestAnswer | null {
  return REQUEST_ANSWERS.find((answer) => answer === text) ?? null;
}

/** Who may ask where an API says `answer` and the instance `usual`. */
export function accessBy(answer: RequestAnswer, usual: RequestAccess): RequestAccess {
  return answer === "instance" ? usual : answer;
}

/** Who may ask and why, as a sentence. */
export function accessSentence(answer: RequestAnswer, usual: RequestAccess): string {
  const who = REQUEST_ACCESS_WORDS[accessBy(answer, usual)].label;
  return `${who} may ask for a key of this API, ${answer === "instance" ? "as the settings of this instance say" : "as was decided for this API alone"}.`;
}

/** Whether the API can have a form that asks for its keys. */
export function canBeRequested(apiSlug: string): boolean {
  return !NEVER_REQUESTED.includes(apiSlug);
}

/** Keyfuse's own APIs, whose keys are never given away by a form, and slugs that are pages of other things below `/request`. */
export const NEVER_REQUESTED: readonly string[] = [MANAGEMENT_SLUG, SERVICE_SLUG, "confirm", "withdraw"];
