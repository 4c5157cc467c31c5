// What the pages that edit an API send.
"use server";
import { redirect } from "next/navigation";
import { readApiForm } from "@/lib/core/apis/api-form";
import { apiPartPath, readApiPart } from "@/lib/core/apis/api-parts";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { changeProtectedApi } from "@/lib/manage/apis/change-protected-api";
import { deleteProtectedApi } from "@/lib/manage/apis/delete-protected-api";
import { withSession } from "@/lib/runtime/sign-in/with-session";

const GONE: ActionState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "This API is no longer there. Go back to the list." }],
};

/**
 * Changes what the form names. `slug`, `version` and `part` come with the page; afterwards it leads back to that part, or to the page of
 * the dialect.
 */
export const saveApi = withSession(
  "apis.write",
  async ({ world, actor }, slug: string, version: string, part: string, form: FormData): Promise<ActionState> => {
    const reading = readApiForm(form instanceof FormData ? form : new FormData());
    if ("problems" in reading) return { kind: "refused", problems: reading.problems };
    const { slug: _fixed, ...patch } = reading.patch;
    const outcome = await changeProtectedApi(world, actor, { slug: String(slug), version: String(version), patch });
    if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
    if (outcome.kind === "absent") return GONE;
    const news = outcome.kind === "unchanged" ? "unchanged" : "saved";
    const path = part === "dialect" ? `/apis/${slug}/dialect` : apiPartPath(slug, readApiPart(part));
    redirect(`${path}${path.includes("?") ? "&" : "?"}news=${news}`);
  },
);

/** Takes the API away. `slug` comes with the page; the form holds it as it was typed. */
export const removeApi = withSession("apis.write", async ({ world, actor }, slug: string, form: FormData): Promise<ActionState> => {
  const typed = form instanceof FormData ? form.get("typed") : null;
  const outcome = await deleteProtectedApi(world, actor, String(slug), typeof typed === "string" ? typed.trim() : "");
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  if (outcome.kind === "absent") return GONE;
  redirect("/apis?news=deleted");
});
