// What the page of an API sends about requests for its keys.
"use server";
import { revalidatePath } from "next/cache";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { setRequestAccess } from "@/lib/manage/requests/request-access";
import { withSession } from "@/lib/runtime/sign-in/with-session";

/** Decides who may ask for keys of the API. `slug` comes with the page. */
export const saveRequestAccess = withSession("apis.write", async ({ world, actor }, slug: string, access: string): Promise<ActionState> => {
  const outcome = await setRequestAccess(world, actor, String(slug), access);
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  if (outcome.kind === "absent") {
    return { kind: "refused", problems: [{ field: "", code: "invalid", message: "Keys of this API cannot be asked for." }] };
  }
  revalidatePath("/apis/[slug]", "page");
  return IDLE;
});
