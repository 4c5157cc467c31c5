// Answers the command palette: what the member may read that is called as was typed.
import { storableOf } from "@/lib/core/schemas/page-query";
import { findEntries } from "@/lib/runtime/sign-in/find-entries";
import { findSession } from "@/lib/runtime/sign-in/with-session";

const NO_STORE = { headers: { "Cache-Control": "no-store" } };

export async function GET(request: Request): Promise<Response> {
  const session = await findSession();
  if (session === null) return new Response(null, { status: 401, ...NO_STORE });
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return Response.json(await findEntries(session, storableOf(query, "q")), NO_STORE);
}
