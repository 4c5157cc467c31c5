// What the page of signing keys sends.
"use server";
import { revalidatePath } from "next/cache";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { readVerifiesFor, VERIFIES_FOR } from "@/lib/core/schemas/signing-key-row";
import { readUuid } from "@/lib/core/schemas/texts";
import { LONGEST_BELIEF_MS } from "@/lib/core/tokens/revocation";
import type { Outcome } from "@/lib/manage/outcome";
import { generateSigningKey, rotateSigningKey } from "@/lib/manage/tokens/generate-signing-key";
import { retireSigningKey } from "@/lib/manage/tokens/retire-signing-key";
import { readSent } from "@/lib/runtime/sign-in/sent-form";
import { type Session, withSession } from "@/lib/runtime/sign-in/with-session";

/** Makes a key for tokens of a tenant, or of protected APIs and whoever chooses it. */
export const makeSigningKey = withSession("signing-keys.write", async ({ world, actor }, form: FormData): Promise<ActionState> => {
  if (!(form instanceof FormData)) return refusal("Reload the page and try again.");
  const { text } = readSent(form);
  const tenantId = text("tenantId") === "" ? null : readUuid(text("tenantId"));
  if (tenantId === null && text("tenantId") !== "") return refusal("Choose a tenant, or the protected APIs.", "tenantId");
  const name = text("name");
  const key = { algorithm: text("algorithm"), ...(name === "" ? {} : { name }) };
  const outcome = await generateSigningKey(world, actor, key, { tenantId });
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  revalidatePath("/settings/signing-keys", "page");
  return IDLE;
});

/** Makes the key that signs from now on in the place of another, which verifies for the chosen time. */
export const replaceSigningKey = withSession("signing-keys.write", (session, id: string, verifiesFor: string) =>
  change(session, id, verifiesFor, (world, actor, uuid, ms) => rotateSigningKey(world, actor, uuid, undefined, ms)),
);

/** Ends a key, now or after the chosen time. */
export const endSigningKey = withSession("signing-keys.write", (session, id: string, verifiesFor: string) =>
  change(session, id, verifiesFor, retireSigningKey),
);

type ChangeKey = (world: Session["world"], actor: string, id: string, verifiesForMs: number) => Promise<Outcome<unknown>>;

/** Both arguments come from a browser. */
async function change({ world, actor }: Session, id: unknown, verifiesFor: unknown, work: ChangeKey): Promise<ActionState> {
  const uuid = typeof id === "string" ? readUuid(id) : null;
  const word = readVerifiesFor(verifiesFor);
  if (uuid === null || word === null) return refusal("There is no such signing key, or no such time. Reload the page.");
  const outcome = await work(world, actor, uuid, VERIFIES_FOR[word] ?? LONGEST_BELIEF_MS);
  if (outcome.kind === "absent") return refusal("There is no such signing key any more. Reload the page.");
  if (outcome.kind === "refused") return refusal(outcome.problems[0]?.message ?? "This was refused.");
  revalidatePath("/settings/signing-keys", "page");
  return IDLE;
}

function refusal(message: string, field = ""): ActionState {
  return { kind: "refused", problems: [{ field, code: "invalid", message }] };
}
