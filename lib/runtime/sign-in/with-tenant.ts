// The pages and actions under a tenant's path: everything they do is done within that tenant, and what is not in it does not exist.
import { revalidatePath } from "next/cache";
import { notFound, redirect } from "next/navigation";
import type { ConsoleAction } from "@/lib/core/roles";
import { type ActionState, IDLE, type RefusedState } from "@/lib/core/schemas/action-state";
import { readUuid } from "@/lib/core/schemas/texts";
import { reaches } from "@/lib/core/tenant-reach";
import type { Outcome, Refusal } from "@/lib/manage/outcome";
import { findTenant } from "@/lib/manage/tenants/list-tenants";
import { requireSession, type Session, withSession } from "./with-session";

/** The session of a page, and the tenant that its path names. */
export interface TenantSession extends Session {
  readonly tenant: { readonly id: string; readonly name: string };
}

/** The session that a tenant's page is shown in. A tenant that does not exist or is not the member's to reach, and a path that names none, are the same 404. */
export async function requireTenant(action: ConsoleAction, asked: string, path: string): Promise<TenantSession> {
  const session = await requireSession(action, `/tenants/${asked}${path}`);
  const id = readUuid(asked);
  const tenant = id === null || !reaches(session.member.reach, id) ? null : await findTenant(session.world, id);
  if (tenant === null) notFound();
  return { ...session, tenant: { id: tenant.id, name: tenant.name } };
}

/** A part of a path as the id that it is; a page of anything else does not exist. */
export function requireId(asked: string): string {
  return readUuid(asked) ?? notFound();
}

const GONE: RefusedState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "This is no longer there. Go back to the list and load it again." }],
};

/** A session, and the tenant that the action is confined to. */
export interface ConfinedSession extends Session {
  readonly tenantId: string;
}

/** An action within a tenant, whose id comes first. A tenant that is not the member's to reach is not there. */
function withReachedTenant<Input extends unknown[], Answer>(
  action: ConsoleAction,
  run: (session: ConfinedSession, ...input: Input) => Promise<Answer>,
): (tenantId: string, ...input: Input) => Promise<Answer | RefusedState> {
  return withSession(action, async (session, tenantId: string, ...input: Input): Promise<Answer | RefusedState> => {
    const id = idIn(tenantId);
    return id === null || !reaches(session.member.reach, id) ? GONE : run({ ...session, tenantId: id }, ...input);
  });
}

/** An action on what is within a tenant, whose id comes first. */
export function withTenant<Input extends unknown[], Answer = ActionState>(
  run: (session: ConfinedSession, ...input: Input) => Promise<Answer>,
): (tenantId: string, ...input: Input) => Promise<Answer | RefusedState> {
  return withReachedTenant("tenants.write", run);
}

/** An action on a tenant itself. */
export function withWholeTenant<Input extends unknown[], Answer = ActionState>(
  run: (session: ConfinedSession, ...input: Input) => Promise<Answer>,
): (tenantId: string, ...input: Input) => Promise<Answer | RefusedState> {
  return withReachedTenant("tenants.administer", run);
}

/** An action on an object within a tenant: the tenant's id comes first, then the object's. */
export function withTenantObject<Input extends unknown[], Answer = ActionState>(
  run: (session: ConfinedSession, id: string, ...input: Input) => Promise<Answer>,
): (tenantId: string, id: string, ...input: Input) => Promise<Answer | RefusedState> {
  return withTenant(async (session, asked: string, ...input: Input): Promise<Answer | RefusedState> => {
    const id = idIn(asked);
    return id === null ? GONE : run(session, id, ...input);
  });
}

/** An action on what stands between two objects within a tenant, or on a part of one: three ids come first. */
export function withTenantPair<Input extends unknown[], Answer = ActionState>(
  run: (session: ConfinedSession, id: string, otherId: string, ...input: Input) => Promise<Answer>,
): (tenantId: string, id: string, otherId: string, ...input: Input) => Promise<Answer | RefusedState> {
  return withTenantObject(async (session, id: string, asked: string, ...input: Input): Promise<Answer | RefusedState> => {
    const otherId = idIn(asked);
    return otherId === null ? GONE : run(session, id, otherId, ...input);
  });
}

/** What a browser sends is text only if it is looked at. */
function idIn(sent: unknown): string | null {
  return typeof sent === "string" ? readUuid(sent) : null;
}

/** What a form shows of a refusal. */
export function shownRefusal(refusal: Refusal): RefusedState {
  return refusal.kind === "absent" ? GONE : { kind: "refused", problems: refusal.problems };
}

/** Ends an action: what was refused is shown where it was sent from, what was done leads to a path. */
export function endAt(outcome: Outcome<unknown>, path: string): RefusedState {
  return isRefusal(outcome) ? shownRefusal(outcome) : redirect(path);
}

/** Ends an action whose page stays: it is shown again as it is now. */
export function endHere(outcome: Outcome<unknown>): ActionState {
  if (isRefusal(outcome)) return shownRefusal(outcome);
  revalidatePath("/tenants/[id]", "layout");
  return IDLE;
}

function isRefusal(outcome: Outcome<unknown>): outcome is Refusal {
  return outcome.kind === "absent" || outcome.kind === "refused";
}
