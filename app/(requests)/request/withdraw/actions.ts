// What the page sends that takes a request back.
"use server";
import type { LinkLook, StepAnswer } from "@/lib/core/requests/request-answer";
import { withdrawByLink } from "@/lib/manage/requests/withdraw-request";
import { openLink, passLink } from "@/lib/runtime/sign-in/open-link";
import { readConsole } from "@/lib/runtime/sign-in/published-console";

/** Whether the link still opens something; looking changes nothing. */
export async function readWithdraw(token: string): Promise<LinkLook> {
  return openLink("withdraw", token);
}

/** Uses the link up: nobody decides about the request any more. */
export async function withdrawAsked(token: string): Promise<StepAnswer> {
  const passed = await passLink("withdraw", token, (given) => withdrawByLink(readConsole().world, given));
  return passed.kind === "passed" ? { kind: "done" } : passed;
}
