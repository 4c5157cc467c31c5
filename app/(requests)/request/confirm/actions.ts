// What the page sends that confirms a requester's address.
"use server";
import type { LinkLook, StepAnswer } from "@/lib/core/requests/request-answer";
import { confirmRequest } from "@/lib/manage/requests/confirm-request";
import { openLink, passLink } from "@/lib/runtime/sign-in/open-link";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { mailedUrl } from "@/lib/runtime/sign-in/requester";

/** Whether the link still opens something; looking changes nothing. */
export async function readConfirm(token: string): Promise<LinkLook> {
  return openLink("confirm", token);
}

/** Uses the link up: from now on the request waits for a decision. */
export async function confirmAddress(token: string): Promise<StepAnswer> {
  const baseUrl = await mailedUrl();
  const passed = await passLink("confirm", token, (given) => confirmRequest(readConsole().world, given, baseUrl));
  return passed.kind === "passed" ? { kind: "done" } : passed;
}
