// Reads the bodies of our own endpoints: whole or not at all, and as JSON only where the client says so.
import { headerValue, type Json, type RawRequest } from "@/lib/core/http";
import { judgeJson } from "@/lib/core/schemas/clean-json";

/** What our own endpoints read at most, in bytes. */
const BODY_LIMIT_BYTES = 1_048_576;

/** A body as parsed, or what is wrong with it, as a sentence that repeats nothing of it. */
export type JsonBody = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: string };

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * The whole body, or `too_large` when it has more bytes than the limit, declared or not. Stops reading there without closing
 * the stream: on a Node socket that would cut the connection before the refusal has left.
 */
export async function readBody(request: RawRequest, limitBytes: number = BODY_LIMIT_BYTES): Promise<Uint8Array | "too_large"> {
  if (Number(headerValue(request.headers, "content-length") ?? 0) > limitBytes) return "too_large";
  const pieces: Uint8Array[] = [];
  let size = 0;
  const body = request.body()[Symbol.asyncIterator]();
  for (let next = await body.next(); next.done !== true; next = await body.next()) {
    size += next.value.byteLength;
    if (size > limitBytes) return "too_large";
    pieces.push(next.value);
  }
  return joined(pieces, size);
}

/** Whether the client says that it sends JSON. Clients of the vendor put other types on bodies that are none. */
export function saysJson(request: RawRequest): boolean {
  return /^application\/json(?![\w.+-])/i.test(headerValue(request.headers, "content-type")?.trim() ?? "");
}

/** The body as JSON that can be stored and walked safely. */
export function parseJsonBody(request: RawRequest, bytes: Uint8Array): JsonBody {
  if (!saysJson(request)) return { ok: false, problem: "Send the body as JSON, with the content type application/json." };
  const value = parse(bytes);
  if (value === undefined) return { ok: false, problem: "The body is not valid JSON in UTF-8." };
  const flaw = judgeJson(value);
  return flaw === null ? { ok: true, value } : { ok: false, problem: flaw };
}

function parse(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(decoder.decode(bytes)) as Json;
  } catch {
    // Both the decoder and the parser throw for nothing but bad input.
    return undefined;
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only, ...others] = pieces;
  if (only !== undefined && others.length === 0) return only;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
