// The one way for GET routes of the console: who is signed in, what they may read, and answers that come line by line.
import { type ConsoleAction, mayTake } from "@/lib/core/roles";
import { EXPORT_FORMATS, type ExportFormat } from "@/lib/core/schemas/export-format";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { readConsole } from "./published-console";
import { findSession, type Session } from "./with-session";

const NO_STORE = "no-store, no-transform";

/** A GET route for members who may take the action: 401 without a session; for others there is no such route. */
export function memberRoute(
  action: ConsoleAction,
  answer: (session: Session, query: PageQuery) => Response | Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const session = await findSession();
    const refusal = session === null ? 401 : mayTake(session.member, action) ? null : 404;
    if (session === null || refusal !== null) return new Response(null, { status: refusal ?? 401, headers: { "cache-control": NO_STORE } });
    return answer(session, Object.fromEntries(new URL(request.url).searchParams));
  };
}

/** Lines as they come, never stored nor packed on the way: whoever waits for them sees each. */
export function answerLines(lines: AsyncGenerator<string>, type: string = EXPORT_FORMATS.jsonl): Response {
  return new Response(streamOf(lines), { headers: { "content-type": type, "cache-control": NO_STORE } });
}

/** The same as a file: `keyfuse-audit-2026-11-29.csv`. */
export function answerFile({ world }: Session, noun: string, format: ExportFormat, lines: AsyncGenerator<string>): Response {
  const name = `keyfuse-${noun}-${new Date(world.nowMs()).toISOString().slice(0, 10)}.${format}`;
  const answer = answerLines(lines, EXPORT_FORMATS[format]);
  answer.headers.set("content-disposition", `attachment; filename="${name}"`);
  return answer;
}

/** Nothing is read before somebody asks for it, and nothing more once they left. A fault ends the answer where it is. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await lines.next();
          if (done === true) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (fault) {
          readConsole().reportFault(fault);
          controller.error(new Error("The rest could not be read."));
        }
      },
      async cancel() {
        await lines.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
