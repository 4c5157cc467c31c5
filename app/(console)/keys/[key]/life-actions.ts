// What a key's page sends about its later life: rotation, ends of old secrets, a later expiry, another holder, another key in its place.
"use server";
import { revalidatePath } from "next/cache";
import type { ExtensionForm } from "@/components/keys/rotate/extend-action";
import type { RotationForm } from "@/components/keys/rotate/rotate-action";
import type { EndForm } from "@/components/keys/rotate/secret-actions";
import { extensionChoices, readExpiry } from "@/lib/core/keys/expiry";
import type { CreateKeyAnswer } from "@/lib/core/keys/key-answer";
import { type ActionState, IDLE, type RefusedState } from "@/lib/core/schemas/action-state";
import { asMaker, asRenewer } from "@/lib/manage/keys/as-maker";
import type { CreatedKey } from "@/lib/manage/keys/create-key";
import { moveEnd, stopSecret } from "@/lib/manage/keys/end-secret";
import { extendKey } from "@/lib/manage/keys/extend-key";
import { handOnKey } from "@/lib/manage/keys/hand-on-key";
import { replaceCompromisedKey } from "@/lib/manage/keys/replace-key";
import { rotateKeyOnce } from "@/lib/manage/keys/rotate-key";
import type { Outcome } from "@/lib/manage/outcome";
import { writeKeySnippets } from "@/lib/runtime/sign-in/key-snippets";
import { expiryRules } from "@/lib/runtime/sign-in/offered-form";
import { mailedUrl } from "@/lib/runtime/sign-in/requester";
import { makerOf, withSession } from "@/lib/runtime/sign-in/with-session";

/** Gives the key a new secret, which travels in this answer and in no other: the same form sent again is told that it was used. */
export const rotate = withSession("keys.write", async (session, key: string, form: RotationForm): Promise<CreateKeyAnswer> => {
  const { id, reason, overlapSeconds, silentSeconds } = fieldsOf(form);
  const outcome = await asRenewer(session.world, makerOf(session), String(key), (world, actor, keyId) =>
    rotateKeyOnce(world, actor, keyId, { id: String(id), reason, overlapSeconds, silentSeconds }),
  );
  return outcome.kind === "already-rotated" ? { kind: "already-created", publicId: String(key) } : revealing(outcome);
});

/** Revokes a compromised key, makes another one in its place and tells those whom it concerns. The new secret travels in this answer only. */
export const replace = withSession("keys.write", async (session, key: string, formId: string): Promise<CreateKeyAnswer> => {
  const origin = await mailedUrl();
  const outcome = await asRenewer(session.world, makerOf(session), String(key), (world, actor, keyId) =>
    replaceCompromisedKey(world, actor, keyId, { id: String(formId), origin }),
  );
  return outcome.kind === "already-replaced" ? { kind: "already-created", publicId: outcome.publicId } : revealing(outcome);
});

/** Ends an old secret now. */
export const stopOldSecret = withSession("keys.write", async (session, key: string, secretId: string) =>
  told(
    await asMaker(session.world, makerOf(session), String(key), (world, actor, id) =>
      stopSecret(world, actor, { key: id, secretId: String(secretId) }),
    ),
  ),
);

/** Gives an old secret another end. */
export const moveOldSecretEnd = withSession("keys.write", async (session, key: string, secretId: string, form: EndForm) => {
  const { endsInSeconds, silentSeconds } = fieldsOf(form);
  return told(
    await asRenewer(session.world, makerOf(session), String(key), (world, actor, id) =>
      moveEnd(world, actor, { key: id, secretId: String(secretId) }, { endsInSeconds, silentSeconds }),
    ),
  );
});

/** Lets the key live longer. */
export const extend = withSession("keys.write", async (session, key: string, form: ExtensionForm) => {
  const { expiry, expiryDate } = fieldsOf(form);
  const { longestKeyDays } = await expiryRules(session);
  const expiresAt = readExpiry(String(expiry), String(expiryDate), session.world.nowMs(), extensionChoices(longestKeyDays));
  if (expiresAt === undefined || expiresAt === null) return refusal("expiresAt", "Choose the day on which the key ends.");
  return told(
    await asRenewer(session.world, makerOf(session), String(key), (world, actor, id) => extendKey(world, actor, id, { expiresAt })),
  );
});

/** Gives the key another holder. */
export const handOn = withSession("keys.hand-on", async ({ world, actor }, key: string, heir: string) =>
  told(await handOnKey(world, actor, String(key), String(heir))),
);

/** What a browser sends is an object only if it is looked at; the use cases judge its fields. */
function fieldsOf(form: unknown): Readonly<Record<string, unknown>> {
  return typeof form === "object" && form !== null ? { ...form } : {};
}

async function revealing(outcome: Outcome<CreatedKey>): Promise<CreateKeyAnswer> {
  if (outcome.kind === "absent") return GONE;
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  const { key, secret } = outcome.value;
  return {
    kind: "created",
    publicId: key.publicId,
    name: key.name,
    secret: secret.reveal(),
    snippets: await writeKeySnippets(key, secret),
  };
}

function told(outcome: Outcome<unknown>): ActionState {
  if (outcome.kind === "absent") return GONE;
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  revalidatePath("/keys/[key]", "page");
  return IDLE;
}

const GONE = refusal("", "There is no such key or secret any more. Reload the page.");

function refusal(field: string, message: string): RefusedState {
  return { kind: "refused", problems: [{ field, code: "invalid", message }] };
}
