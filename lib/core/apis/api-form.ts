// What the forms about an API send: texts as they were typed, lists and objects as JSON. Read on the server as written by the browser.
import type { Json } from "@/lib/core/http";
import type { Problem } from "@/lib/core/schemas/problem";

/** Sent as they are typed. */
const TEXTS = ["slug", "name", "dialect", "upstream"] as const;
/** Sent as JSON. */
const STRUCTURES = [
  "hosts",
  "endpoints",
  "plans",
  "windows",
  "issuers",
  "trustedKeys",
  "upstreamHeaders",
  "cors",
  "customDialect",
  "maxBodyBytes",
  "upstreamTimeoutSeconds",
  "strictHeaderCase",
  "lenientBearerHeader",
  "allowEncodedSlash",
] as const;

/** Fields of an API, as a bootstrap file names them. Values are what was typed: they are judged on the server. */
export type ApiPatch = { readonly [Name in (typeof TEXTS)[number] | (typeof STRUCTURES)[number]]?: unknown };

/** The form that carries the fields. Secrets are among them, so they travel in its body and never as plain arguments. */
export function writeApiForm(patch: ApiPatch): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    form.set(name, (TEXTS as readonly string[]).includes(name) ? String(value ?? "") : JSON.stringify(value));
  }
  return form;
}

/** The fields that a form carries. An empty upstream is none. */
export function readApiForm(form: Pick<FormData, "get">): { readonly patch: ApiPatch } | { readonly problems: readonly Problem[] } {
  const patch: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const name of TEXTS) {
    const text = form.get(name);
    // White space around a name or an address is nobody's intention.
    if (typeof text === "string") patch[name] = name === "upstream" && text.trim() === "" ? null : text.trim();
  }
  for (const name of STRUCTURES) {
    const text = form.get(name);
    if (typeof text !== "string") continue;
    try {
      patch[name] = JSON.parse(text) as Json;
    } catch {
      problems.push({ field: name, code: "invalid", message: "This form was not sent whole. Reload the page and try again." });
    }
  }
  return problems.length > 0 ? { problems } : { patch };
}

/** A typed number as a number; whatever else was typed stays as it is, for the server to refuse. */
export function typedNumber(text: string): number | string {
  const bare = text.trim().replaceAll(/[\u2009\u202f ,_](?=\d{3}\b)/g, "");
  return /^\d{1,16}$/.test(bare) ? Number(bare) : text;
}

/** The lines that hold something. */
export function typedLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
