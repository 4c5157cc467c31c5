// Explains requests to members: those of keys that they may read, and to admins also what was refused without a key.
import type { RequestSearch } from "@/lib/core/explanation/explanation";
import { readRequestId } from "@/lib/core/request-id";
import { mayTake } from "@/lib/core/roles";
import { readConsole } from "./published-console";
import type { Session } from "./with-session";

/** The request whose id stands in what was typed. One that the member may not see is answered as one that nobody knows. */
export async function searchRequest({ member }: Pick<Session, "member">, typed: string): Promise<RequestSearch> {
  const requestId = readRequestId(typed);
  if (requestId === null) return { kind: "unreadable" };
  if (!mayTake(member, "requests.explain") || !mayTake(member, "usage.read")) return { kind: "absent", requestId };
  // Searching the book of refusals is slow: it is not done for whoever would not be shown what is found.
  const withKeyless = mayTake(member, "usage.read-all");
  const explanation = await readConsole().usage.explainRequest(requestId, { withKeyless });
  if (explanation === null) return { kind: "absent", requestId };
  return withKeyless || explanation.key !== null ? { kind: "explained", explanation } : { kind: "absent", requestId };
}
