// Mounts gate functions on Web requests and responses, as Next's route handlers have them.
import { type Answer, type HeaderLine, headerValue, type RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { isReservedHeader } from "@/lib/core/request-guard";

/**
 * Where `proxy.ts` is present Next keeps no more than 10 MiB of a body and hands over the cut one without a word. Whatever comes near
 * is refused instead.
 */
const MAX_WEB_BODY_BYTES = 8 * 1024 * 1024;

/**
 * The gate's view of a Web request: what was on the wire where the context has kept it, else what Next made of it. Reading a body
 * beyond the limit fails, after `onTooLarge` was told.
 */
export function rawRequestOf(request: Request, context: RequestContext, onTooLarge: () => void): RawRequest {
  return {
    method: request.method,
    target: context.head?.target ?? context.path + new URL(request.url).search,
    headers: context.head?.headers ?? headerLines(request.headers),
    peer: context.peer,
    scheme: context.scheme,
    isLocal: context.isLocal,
    signal: request.signal,
    body: () => wholeBody(request.body, onTooLarge),
  };
}

/** Whether the request declares a body that this mount could not carry whole. */
export function isBodyTooLarge(request: RawRequest): boolean {
  return Number(headerValue(request.headers, "content-length") ?? 0) > MAX_WEB_BODY_BYTES;
}

/** The Web response for an answer, with `X-Request-Id`; `onEnd` is called once, when the body was read to its end or given up. */
export function responseOf(answer: Answer, method: string, requestId: string): Response {
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  if (!headers.has("x-request-id")) headers.set("x-request-id", requestId);
  const hasNoBody = answer.body === null || method === "HEAD" || answer.status === 204 || answer.status === 304;
  if (hasNoBody || answer.body instanceof Uint8Array) {
    const bytes = hasNoBody ? null : (answer.body as Uint8Array<ArrayBuffer>);
    answer.onEnd?.({ sentBytes: bytes?.byteLength ?? 0, aborted: false });
    return new Response(bytes, { status: answer.status, headers });
  }
  return new Response(streamOf(answer.body as AsyncIterable<Uint8Array>, answer), { status: answer.status, headers });
}

function headerLines(headers: Headers): HeaderLine[] {
  const lines: HeaderLine[] = [];
  headers.forEach((value, name) => {
    if (!isReservedHeader(name)) lines.push([name, value]);
  });
  return lines;
}

async function* wholeBody(body: Request["body"], onTooLarge: () => void): AsyncIterable<Uint8Array> {
  if (body === null) return;
  let size = 0;
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    size += piece.value.byteLength;
    if (size > MAX_WEB_BODY_BYTES) {
      onTooLarge();
      throw new Error("The request body is larger than Next hands over whole.");
    }
    yield piece.value;
  }
}

function streamOf(body: AsyncIterable<Uint8Array>, answer: Answer): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  let sentBytes = 0;
  return new ReadableStream({
    async pull(controller) {
      try {
        const piece = await pieces.next();
        if (piece.done) {
          controller.close();
          answer.onEnd?.({ sentBytes, aborted: false });
        } else {
          sentBytes += piece.value.byteLength;
          controller.enqueue(piece.value);
        }
      } catch (fault) {
        controller.error(fault);
        answer.onEnd?.({ sentBytes, aborted: true });
      }
    },
    async cancel() {
      answer.onEnd?.({ sentBytes, aborted: true });
      await pieces.return?.();
    },
  });
}
