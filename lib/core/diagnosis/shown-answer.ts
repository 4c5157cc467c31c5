// The answer to a refusal as people read it.
import type { Answer } from "@/lib/core/http";

/** The answer a client gets for a refusal, as text. */
export interface ShownAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Empty = no body. */
  readonly body: string;
}

/** The answer, its JSON indented. */
export function shownAnswer({ status, headers, body }: Answer): ShownAnswer {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
  return { status, headers, body: text === "" ? "" : JSON.stringify(JSON.parse(text), null, 2) };
}
