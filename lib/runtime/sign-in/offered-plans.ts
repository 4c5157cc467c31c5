// The plans that somebody who asks for a key may wish for.
import { formApi } from "@/lib/core/keys/form-api";
import type { RequestableApi } from "@/lib/manage/requests/request-access";
import { findApi } from "./offered-form";

/** Names and what each allows, in words. */
export function offeredPlans({ slug, plans }: Pick<RequestableApi, "slug" | "plans">): { value: string; label: string }[] {
  const api = findApi(slug);
  const words = new Map(api === null ? [] : formApi(api).plans.map((plan) => [plan.name, plan.words]));
  return plans.map((name) => ({ value: name, label: words.has(name) ? `${name}: ${words.get(name)}` : name }));
}
