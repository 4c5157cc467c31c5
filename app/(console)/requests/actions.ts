// What the pages of requests send.
"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { formApi } from "@/lib/core/keys/form-api";
import { readKeyForm } from "@/lib/core/keys/read-key-form";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { readUuid } from "@/lib/core/schemas/texts";
import type { Outcome } from "@/lib/manage/outcome";
import { approveRequest, refuseRequest } from "@/lib/manage/requests/decide-request";
import { findRequest } from "@/lib/manage/requests/find-requests";
import { askAsMember } from "@/lib/manage/requests/make-request";
import { takeBackApproval } from "@/lib/manage/requests/take-back-approval";
import { withdrawOwn } from "@/lib/manage/requests/withdraw-request";
import { expiryRules, findApi, offeredTenants } from "@/lib/runtime/sign-in/offered-form";
import { mailedUrl } from "@/lib/runtime/sign-in/requester";
import { readSent, refuseFields } from "@/lib/runtime/sign-in/sent-form";
import { withSession } from "@/lib/runtime/sign-in/with-session";

const GONE: ActionState = refusal("There is no such request any more. Go back to the list.");

/** Asks for a key in the member's own name. */
export const requestKey = withSession(
  "requests.make",
  async ({ world, member }, _state: ActionState, form: FormData): Promise<ActionState> => {
    if (!(form instanceof FormData)) return refusal("Reload the page and try again.");
    const { text } = readSent(form);
    const outcome = await askAsMember(world, member, text("api"), { purpose: text("purpose"), plan: text("plan") });
    if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
    if (outcome.kind === "absent") return GONE;
    redirect(`/requests/${outcome.value.id}`);
  },
);

/** Approves a request with what its key may do. `id` comes with the page. */
export const approveKeyRequest = withSession("approvals.write", async (session, id: string, form: FormData): Promise<ActionState> => {
  const { world, member, actor } = session;
  const request = typeof id === "string" ? await findRequest(world, member, id) : null;
  const api = request === null ? null : findApi(request.api);
  if (request === null || api === null || !(form instanceof FormData)) return GONE;
  const sent = readSent(form);
  const reading = readKeyForm(sent, {
    // Its secret is minted when it is revealed, and typed by nobody.
    apis: [{ ...formApi(api), typedSecret: null }],
    tenants: await offeredTenants(session, sent.text("tenantId")),
    needsTenant: false,
    offersKeyManager: false,
    rules: await expiryRules(session),
    nowMs: world.nowMs(),
  });
  if (!reading.ok) return { kind: "refused", problems: reading.problems };
  return conclude(await approveRequest(world, actor, request.id, { ...reading.value }, await mailedUrl()));
});

/** Refuses a request; the reason is told to whoever asked. */
export const refuseKeyRequest = withSession(
  "approvals.write",
  async ({ world, actor }, id: string, form: FormData): Promise<ActionState> => {
    const uuid = typeof id === "string" ? readUuid(id) : null;
    if (uuid === null || !(form instanceof FormData)) return GONE;
    return conclude(await refuseRequest(world, actor, uuid, readSent(form).text("reason")));
  },
);

/** Takes one's own request back. */
export const withdrawKeyRequest = withSession("requests.make", async ({ world, member }, id: string): Promise<ActionState> => {
  const uuid = typeof id === "string" ? readUuid(id) : null;
  return uuid === null ? GONE : conclude(await withdrawOwn(world, member, uuid));
});

/** Takes an approval back before its secret was shown. */
export const takeBackKeyRequest = withSession("approvals.write", async ({ world, actor }, id: string): Promise<ActionState> => {
  const uuid = typeof id === "string" ? readUuid(id) : null;
  return uuid === null ? GONE : conclude(await takeBackApproval(world, actor, uuid));
});

function conclude(outcome: Outcome<unknown>): ActionState {
  if (outcome.kind === "absent") return GONE;
  if (outcome.kind === "refused") return refuseFields(outcome.problems);
  revalidatePath("/requests", "layout");
  return IDLE;
}

function refusal(message: string): ActionState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
