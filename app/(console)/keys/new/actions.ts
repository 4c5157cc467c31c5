// What the form that creates keys sends.
"use server";
import type { CreateKeyAnswer } from "@/lib/core/keys/key-answer";
import { readKeyForm } from "@/lib/core/keys/read-key-form";
import { roleAllows } from "@/lib/core/roles";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { Problem } from "@/lib/core/schemas/problem";
import { createKeyOnce } from "@/lib/manage/keys/create-key-once";
import { writeKeySnippets } from "@/lib/runtime/sign-in/key-snippets";
import { offeredApis, offeredTenants } from "@/lib/runtime/sign-in/offered-form";
import { withSession } from "@/lib/runtime/sign-in/with-session";

/** Creates the key of a form. Its secret travels in this answer, and in no other: the same form sent again is told that it was used. */
export const createKey = withSession("keys.write", async (session, form: FormData): Promise<CreateKeyAnswer> => {
  if (!(form instanceof FormData)) return refusalOf([{ field: "", code: "invalid", message: "Reload the page and try again." }]);
  const { member, actor, world } = session;
  const reading = readKeyForm(sentForm(form), {
    apis: offeredApis(session),
    tenantIds: (await offeredTenants(session)).map(({ id }) => id),
    offersKeyManager: roleAllows(member.role, "keys.flag-manager"),
    nowMs: world.nowMs(),
  });
  if (!reading.ok) return { kind: "refused", problems: reading.problems };
  const outcome = await createKeyOnce(world, { role: member.role, actor }, { ...reading.value });
  if (outcome.kind === "already-created") return outcome;
  if (outcome.kind !== "done") return refusalOf(outcome.kind === "refused" ? outcome.problems : []);
  const { key, secret } = outcome.value;
  const snippets = await writeKeySnippets(key, secret);
  return { kind: "created", publicId: key.publicId, name: key.name, secret: secret.reveal(), snippets };
});

function sentForm(form: FormData) {
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  return { texts, text: (name: string) => texts(name)[0] ?? "" };
}

/** Problems of single items are those of their field. */
function refusalOf(problems: readonly Problem[]): RefusedState {
  return { kind: "refused", problems: problems.map((problem) => ({ ...problem, field: problem.field.split(".", 1)[0] ?? "" })) };
}
