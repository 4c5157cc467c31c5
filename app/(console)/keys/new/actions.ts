// What the form that creates keys sends.
"use server";
import type { CreateKeyAnswer } from "@/lib/core/keys/key-answer";
import { readKeyForm } from "@/lib/core/keys/read-key-form";
import { mayTake } from "@/lib/core/roles";
import { createKeyOnce } from "@/lib/manage/keys/create-key-once";
import { writeKeySnippets } from "@/lib/runtime/sign-in/key-snippets";
import { expiryRules, offeredApis, offeredTenants } from "@/lib/runtime/sign-in/offered-form";
import { readSent, refuseFields } from "@/lib/runtime/sign-in/sent-form";
import { makerOf, withSession } from "@/lib/runtime/sign-in/with-session";

/** Creates the key of a form. Its secret travels in this answer, and in no other: the same form sent again is told that it was used. */
export const createKey = withSession("keys.write", async (session, form: FormData): Promise<CreateKeyAnswer> => {
  if (!(form instanceof FormData)) return refuseFields([{ field: "", code: "invalid", message: "Reload the page and try again." }]);
  const { member, world } = session;
  const sent = readSent(form);
  const reading = readKeyForm(sent, {
    apis: offeredApis(session),
    tenants: await offeredTenants(session, sent.text("tenantId")),
    needsTenant: member.isConfined,
    offersKeyManager: mayTake(member, "keys.flag-manager"),
    rules: await expiryRules(session),
    nowMs: world.nowMs(),
  });
  if (!reading.ok) return { kind: "refused", problems: reading.problems };
  const outcome = await createKeyOnce(world, makerOf(session), { ...reading.value, holder: form.get("holder") ?? undefined });
  if (outcome.kind === "already-created") return outcome;
  if (outcome.kind !== "done") return refuseFields(outcome.kind === "refused" ? outcome.problems : []);
  const { key, secret } = outcome.value;
  const snippets = await writeKeySnippets(key, secret);
  return { kind: "created", publicId: key.publicId, name: key.name, secret: secret.reveal(), snippets };
});
