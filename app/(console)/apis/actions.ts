// What the page that creates an API sends.
"use server";
import { redirect } from "next/navigation";
import { readApiForm } from "@/lib/core/apis/api-form";
import { apiPartPath } from "@/lib/core/apis/api-parts";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { createProtectedApi } from "@/lib/manage/apis/create-protected-api";
import { withSession } from "@/lib/runtime/sign-in/with-session";

/** Puts an API behind this instance, and leads on to its endpoints. */
export const makeApi = withSession("apis.write", async ({ world, actor }, form: FormData): Promise<ActionState> => {
  const reading = readApiForm(form instanceof FormData ? form : new FormData());
  if ("problems" in reading) return { kind: "refused", problems: reading.problems };
  const outcome = await createProtectedApi(world, actor, reading.patch);
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  if (outcome.kind === "absent") throw new Error("a new API cannot be absent");
  redirect(`${apiPartPath(outcome.value.slug, "endpoints")}&news=created`);
});
