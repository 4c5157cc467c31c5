// What a key made of the form could do: for the sentence beside it, and for requests that are tried.
import type { FormApi } from "@/lib/core/keys/form-api";
import { wordsOf } from "@/lib/core/keys/form-values";
import { type FormTenant, grantOf, type KeyDraft, powerOf } from "@/lib/core/keys/key-draft";
import type { KeyPower } from "@/lib/core/keys/power-words";
import type { SimulatedKey } from "@/lib/core/keys/simulate-request";
import { chosenTenant } from "@/lib/core/keys/tenant-choice";

interface DraftPower {
  /** null = nothing is chosen yet. */
  readonly power: KeyPower | null;
  readonly simulated: SimulatedKey | null;
}

/** `expiresAt` is the end that the form says; null = none. */
export function draftPower(
  draft: KeyDraft,
  api: FormApi,
  tenants: readonly FormTenant[],
  expiresAt: string | null,
  isPaused = false,
): DraftPower {
  const grant = grantOf(draft, api);
  if (grant === null) return { power: null, simulated: null };
  // A tenant beyond the list goes by what was written.
  const tenant = chosenTenant(tenants, draft.tenantId);
  return {
    power: powerOf(draft, api, tenant?.name ?? (draft.tenantId.trim() || null), expiresAt),
    simulated: {
      ...grant,
      plan: draft.plan,
      tenantId: tenant?.id ?? (draft.tenantId.trim() || null),
      ipAllowList: wordsOf(draft.addresses),
      expiresAtMs: expiresAt === null ? null : Date.parse(expiresAt),
      isPaused,
    },
  };
}
