// Makes the key of an approved request for whoever holds its link, and gives its secret out, once.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check } from "@/lib/core/schemas/problem";
import { type CreatedKey, insertKey } from "@/lib/manage/keys/create-key";
import { keyInput } from "@/lib/manage/keys/key-input";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { type ClosedLink, requesterActor, throughLink } from "@/lib/manage/requests/through-link";
import type { World } from "@/lib/manage/world";

/** Whose the keys of requests are: no member's, so that they outlive people. */
const HOLDER = "organisation";

const UNMAKEABLE = refused({
  field: "",
  code: "invalid",
  message: "The key cannot be made as it was approved: its plan, tenant or expiry is over. Ask for a new key.",
});

/** By the token of the mailed link. Where the key cannot be made any more, the link stays as it is. */
export function revealKey(world: World, token: string): Promise<Outcome<CreatedKey> | ClosedLink> {
  return throughLink(world, "reveal", token, async (change, { id, state, grant }) => {
    if (state !== "approved") return ABSENT;
    const input = check(keyInput, grant);
    if (!input.ok || (input.value.expiresAt !== null && input.value.expiresAt.getTime() <= change.atMs)) return UNMAKEABLE;
    const made = await insertKey(change, HOLDER, input.value, { request: id });
    if (made.kind === "refused" || made.kind === "absent") return UNMAKEABLE;
    await change.tx.keyRequest.update({ where: { id }, data: { state: "revealed", keyId: made.value.key.id } });
    change.record(INSTANCE_CHAIN, "request.reveal", requesterActor(id), { key: made.value.key.publicId });
    return done(made.value);
  });
}
