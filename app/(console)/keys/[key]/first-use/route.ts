// Tells a page that waits whether, when and from where the current secret of a key was used last.
import type { LastUse } from "@/components/keys/first-use";
import { mayTake } from "@/lib/core/roles";
import { showKey } from "@/lib/manage/keys/find-key";
import { findSession } from "@/lib/runtime/sign-in/with-session";

const NO_STORE = { headers: { "Cache-Control": "no-store" } };

export async function GET(_request: Request, { params }: { readonly params: Promise<{ readonly key: string }> }): Promise<Response> {
  const session = await findSession();
  if (session === null) return new Response(null, { status: 401, ...NO_STORE });
  const key = mayTake(session.member, "keys.read") ? await showKey(session.world, session.member.reach, (await params).key) : null;
  if (key === null) return new Response(null, { status: 404, ...NO_STORE });
  const current = key.secrets.at(-1);
  return Response.json({ at: current?.lastUsedAt ?? null, from: current?.lastUsedFrom ?? null } satisfies LastUse, NO_STORE);
}
