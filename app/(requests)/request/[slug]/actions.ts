// What the public form sends that asks for a key.
"use server";
import type { AskAnswer } from "@/lib/core/requests/request-answer";
import { durationWords } from "@/lib/core/tenants/duration-words";
import { askAsStranger } from "@/lib/manage/requests/make-request";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { isAskedByOwnPage, mailedUrl, requesterAddress } from "@/lib/runtime/sign-in/requester";

const FIELDS = ["name", "email", "organisation", "purpose", "plan", "agree"] as const;
/** A field that people do not see and programs fill in. */
const TRAP = "website";
const SENT: AskAnswer = { kind: "sent" };

/** Asks for a key. The answer is the same whatever is known of the address. */
export async function askForKey(slug: string, _state: AskAnswer, form: FormData): Promise<AskAnswer> {
  if (!(await isAskedByOwnPage())) return refusal("This was not sent by the form. Reload the page and try again.");
  if (typeof slug !== "string" || !(form instanceof FormData)) return refusal("Reload the page and try again.");
  const { world, admitRequest } = readConsole();
  const waitSeconds = admitRequest(await requesterAddress());
  if (waitSeconds !== null) return refusal(`Too many requests came from your network. Try again in ${durationWords(waitSeconds)}.`);
  if (textOf(form.get(TRAP)) !== "") return SENT;
  const fields = Object.fromEntries(FIELDS.map((field) => [field, textOf(form.get(field))]));
  const outcome = await askAsStranger(world, slug, fields, await mailedUrl());
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  return outcome.kind === "absent" ? refusal("Keys of this API cannot be asked for any more.") : SENT;
}

function refusal(message: string): AskAnswer {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}
