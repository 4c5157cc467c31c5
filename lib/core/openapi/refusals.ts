// Every refusal of an API as documented answers: by status, with the bodies that the gate itself sends.
import type { Api } from "@/lib/core/catalogue";
import { subjectOf } from "@/lib/core/denials/example-facts";
import { previewRefusals } from "@/lib/core/denials/preview-refusals";
import type { Answer, HeaderLine, Json } from "@/lib/core/http";
import type { Example, Header, Response } from "./document";
import { shapeOf } from "./shape-of";

/** A refusal that a document shows. */
export interface ShownRefusal {
  /** Names the example. */
  readonly name: string;
  /** When it is given, in a few words. */
  readonly reason: string;
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  /** undefined = no body. */
  readonly body: Json | undefined;
}

/** All that the API's dialect can answer, as the gate renders it. Equal answers stand together with their reasons. */
export function refusalsOf(api: Api, supportUrl: string | null): ShownRefusal[] {
  const { previews } = previewRefusals(api.dialect, { apiSlug: api.slug, supportUrl, subject: subjectOf(api) });
  return previews.map(({ status, headers, body, reasons }) => ({
    name: reasons[0]?.code ?? String(status),
    reason: reasons.map(({ title }) => title).join("; "),
    status,
    headers,
    body: body === null ? undefined : (JSON.parse(body) as Json),
  }));
}

/** An answer that a handler words itself. */
export function shownAnswer(name: string, reason: string, { status, headers, body }: Answer): ShownRefusal {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : null;
  return { name, reason, status, headers, body: text === null ? undefined : (JSON.parse(text) as Json) };
}

/** The answers of a document by status. An answer without a body has no content. */
export function refusalResponses(refusals: readonly ShownRefusal[]): Readonly<Record<string, Response>> {
  const statuses = [...new Set(refusals.map(({ status }) => status))].sort((a, b) => a - b);
  const ofStatus = (status: number) => refusals.filter((refusal) => refusal.status === status);
  return Object.fromEntries(statuses.map((status) => [String(status), responseOf(ofStatus(status))]));
}

function responseOf(refusals: readonly ShownRefusal[]): Response {
  const bodies = refusals.flatMap(({ name, reason, body }) =>
    body === undefined ? [] : [{ name, example: { summary: reason, value: body } }],
  );
  const examples = Object.fromEntries(bodies.map(({ name, example }): [string, Example] => [name, example]));
  const content = { "application/json": { schema: shapeOf(bodies.map(({ example }) => example.value)), examples } };
  const reasons = refusals.map(({ reason }) => reason).join("; ");
  return {
    description: bodies.length === 0 ? `${reasons}. No body.` : `${reasons}.`,
    headers: headersOf(refusals.flatMap(({ headers }) => headers)),
    ...(bodies.length === 0 ? {} : { content }),
  };
}

/** Beside `X-Request-Id`, which every answer has. */
const HEADERS: Readonly<Record<string, readonly [name: string, description: string]>> = {
  "www-authenticate": ["WWW-Authenticate", "How to authenticate."],
  "retry-after": ["Retry-After", "Whole seconds after which the same request may pass."],
  "ratelimit-policy": ["RateLimit-Policy", "The limits of the key."],
  ratelimit: ["RateLimit", "What is left of them, and the seconds until more is."],
  allow: ["Allow", "The methods that the endpoint accepts."],
};

function headersOf(lines: readonly HeaderLine[]): Readonly<Record<string, Header>> {
  const headers = new Map<string, Header>();
  for (const [line, example] of lines) {
    const known = HEADERS[line.toLowerCase()];
    if (known !== undefined && !headers.has(known[0]))
      headers.set(known[0], { description: known[1], schema: { type: "string" }, example });
  }
  return Object.fromEntries(headers);
}
