// Every refusal of a dialect with its exact answer, rendered as the gate renders it, for people to read beforehand.
import { DENIAL_CODES, type DenialCode, denial } from "@/lib/core/denials/denial";
import { DENIAL_MEANINGS, type DenialMeaning, whyNever } from "@/lib/core/denials/denial-meanings";
import { type ExampleSubject, exampleFacts, exampleWindows } from "@/lib/core/denials/example-facts";
import { type RenderContext, renderDenial } from "@/lib/core/denials/render-denial";
import type { Dialect } from "@/lib/core/dialects/dialect";
import type { HeaderLine } from "@/lib/core/http";
import { rateHeaders } from "@/lib/core/windows/rate-headers";

/** One reason for an answer. */
export interface RefusalReason extends DenialMeaning {
  readonly code: DenialCode;
}

/** An answer, and every reason for which it is given word for word. */
export interface RefusalPreview {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  /** Indented JSON; null = no body. */
  readonly body: string | null;
  readonly reasons: readonly RefusalReason[];
}

/** All that a dialect can answer, and what it never has to. */
export interface RefusalTable {
  readonly previews: readonly RefusalPreview[];
  readonly never: readonly (RefusalReason & { readonly because: string })[];
}

/** What the previews are about. */
export interface PreviewContext {
  readonly apiSlug: string;
  readonly supportUrl: string | null;
  readonly subject: ExampleSubject;
}

/** The id of the vendor page that shows one. */
const EXAMPLE_REQUEST_ID = "req_123456789";

/** Answers in the order of the checks that lead to them; reasons with equal answers stand together. */
export function previewRefusals(dialect: Dialect, context: PreviewContext): RefusalTable {
  const previews = new Map<string, RefusalPreview>();
  const never: RefusalTable["never"][number][] = [];
  for (const code of DENIAL_CODES) {
    const reason = { code, ...DENIAL_MEANINGS[code] };
    const because = whyNever(code, dialect);
    if (because !== null) {
      never.push({ ...reason, because });
      continue;
    }
    const answer = previewRefusal(code, dialect, context);
    const identity = JSON.stringify(answer);
    previews.set(identity, { ...answer, reasons: [...(previews.get(identity)?.reasons ?? []), reason] });
  }
  return { previews: [...previews.values()], never };
}

/** One refusal's answer, with example facts. */
export function previewRefusal(
  code: DenialCode,
  dialect: Dialect,
  { apiSlug, supportUrl, subject }: PreviewContext,
): Pick<RefusalPreview, "status" | "headers" | "body"> {
  const rendering: RenderContext = { requestId: EXAMPLE_REQUEST_ID, apiSlug, supportUrl };
  const { status, headers, body } = renderDenial(denial(code, exampleFacts(code, subject)), dialect, rendering);
  const lines = [...headers, ...rateHeaders(exampleWindows(code, subject))];
  return { status, headers: lines, body: body instanceof Uint8Array ? indented(body) : null };
}

function indented(body: Uint8Array): string {
  return JSON.stringify(JSON.parse(new TextDecoder().decode(body)), null, 2);
}

/** Statuses by which previews are told apart: each one, and what is not the client's doing as one group. */
export function statusGroup(status: number): string {
  return status >= 500 ? "5xx" : String(status);
}

/** The groups of a table, in ascending order. */
export function statusGroups(previews: readonly RefusalPreview[]): readonly string[] {
  return [...new Set(previews.map(({ status }) => statusGroup(status)))].sort();
}

const REASON_PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  429: "Too Many Requests",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The status as people know it: `401 Unauthorized`. */
export function statusText(status: number): string {
  const phrase = REASON_PHRASES[status];
  return phrase === undefined ? String(status) : `${status} ${phrase}`;
}

/** The answer as it reads on the wire, its body indented. */
export function answerText({ status, headers, body }: Pick<RefusalPreview, "status" | "headers" | "body">): string {
  const head = [`HTTP/1.1 ${statusText(status)}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return [...head, "", body ?? "(no body)"].join("\n");
}
