// Whose keys a member may make and change.
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { ORGANISATION } from "@/lib/core/key-record";
import { mayTake, type Rights } from "@/lib/core/roles";
import type { Problem } from "@/lib/core/schemas/problem";
import { reaches, type TenantReach } from "@/lib/core/tenant-reach";

/** A member as keys know one. */
export interface KeyMaker extends Rights {
  /** Keys beyond it do not exist for the member. */
  readonly reach: TenantReach;
  /** As the audit names the member. */
  readonly actor: string;
}

/** What members are told of keys that are not theirs to change. */
export const NOT_THEIR_KEY: Problem = {
  field: "",
  code: "invalid",
  message: "You can change only keys that you made. Ask an admin of this instance.",
};

/** What members are told who ask for a holder that they may not choose. */
export const NOT_THEIR_HOLDER: Problem = {
  field: "holder",
  code: "invalid",
  message: "Choose who holds the key. Only admins make keys that the organisation holds.",
};

/** Who holds a key that the member makes: themselves where they ask for nobody, or the organisation; null = they may not choose that. */
export function chosenHolder(maker: KeyMaker, asked: unknown): string | null {
  if (asked === undefined || asked === "") return maker.actor;
  return asked === ORGANISATION && mayChooseHolder(maker) ? ORGANISATION : null;
}

/** Whether the member may make keys that others hold, and hand keys on. */
export function mayChooseHolder(rights: Rights): boolean {
  return mayTake(rights, "keys.hand-on");
}

/** Whether the member may make keys of the API: those of Keyfuse itself do what only admins may do in the console. */
export function mayMakeKeysOf(rights: Rights, apiSlug: string): boolean {
  const isBuiltIn = apiSlug === MANAGEMENT_SLUG || apiSlug === SERVICE_SLUG;
  return mayTake(rights, isBuiltIn ? "keys.write-built-in" : "keys.write");
}

/** Whose a key is. */
interface HeldKey {
  readonly createdBy: string;
  readonly tenantId: string | null;
}

/** Whether the member may change the key: admins every one within their reach, developers those they made. */
export function mayChangeKey(maker: KeyMaker, { createdBy, tenantId }: HeldKey): boolean {
  if (!reaches(maker.reach, tenantId)) return false;
  return mayTake(maker, "keys.write-all") || (mayTake(maker, "keys.write") && createdBy === maker.actor);
}

/**
 * Whether the member may give the key another name, grant, plan, end or secret: nobody gives a key what they could not give a new one,
 * so keys of Keyfuse itself are for admins, and those that make keys for whoever may flag them.
 */
export function mayEditKey(maker: KeyMaker, key: HeldKey & { readonly api: string; readonly keyManager: boolean }): boolean {
  if (!mayChangeKey(maker, key) || !mayMakeKeysOf(maker, key.api)) return false;
  return !key.keyManager || mayTake(maker, "keys.flag-manager");
}
