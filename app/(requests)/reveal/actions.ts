// What the page sends that shows a new key's secret.
"use server";
import type { LinkLook, RevealAnswer } from "@/lib/core/requests/request-answer";
import { revealKey } from "@/lib/manage/requests/reveal-key";
import { writeKeySnippets } from "@/lib/runtime/sign-in/key-snippets";
import { findApi } from "@/lib/runtime/sign-in/offered-form";
import { openLink, passLink } from "@/lib/runtime/sign-in/open-link";
import { readConsole } from "@/lib/runtime/sign-in/published-console";

/** Whether the link still opens something; looking changes nothing. */
export async function readReveal(token: string): Promise<LinkLook> {
  return openLink("reveal", token);
}

/** Makes the key and uses the link up. The secret travels in this answer, and in no other. */
export async function revealSecret(token: string): Promise<RevealAnswer> {
  const passed = await passLink("reveal", token, (given) => revealKey(readConsole().world, given));
  if (passed.kind !== "passed") return passed;
  const { key, secret } = passed.value;
  const { publicId, expiresAt, api } = key;
  const snippets = await writeKeySnippets(key, secret);
  return { kind: "revealed", api: findApi(api)?.name ?? api, publicId, secret: secret.reveal(), expiresAt, snippets };
}
