// The bootstrap world as the catalogue that the core reads, made without the code that applies bootstrap files.
import { type Api, DEFAULT_SETTINGS, MANAGEMENT_SLUG, type Plan } from "@/lib/core/catalogue";
import { DIALECTS } from "@/lib/core/dialects/index";
import { type Answer, jsonAnswer } from "@/lib/core/http";
import type { Operation } from "@/lib/gate/management/operation";
import type { World } from "../world";

/** Method, template and access of the management API's operations, as its own description states them. */
const OPERATIONS = [
  ["GET", "/api/user", "token-or-key"],
  ["POST", "/api/user", "key"],
  ["GET", "/api/user/{userId}", "key"],
  ["POST", "/api/user/{userId}", "key"],
  ["GET", "/api/user/search", "key"],
  ["POST", "/api/group", "key"],
  ["GET", "/api/health", "open"],
] as const;

/** Stubs that tell when they are reached. */
export function operationsOf(reached: (answer: Answer) => Answer): Operation[] {
  return OPERATIONS.map(([method, template, access]) => ({
    method,
    template,
    facts: { id: `${method} ${template}`, tag: "", summary: "", access, answer: null },
    handler: async () => reached(jsonAnswer(200, {})),
  }));
}

/** The APIs of the world. Their ids are their slugs. */
export function apisOf(world: World): Api[] {
  return world.apis.map((api): Api => {
    const dialect = DIALECTS[api.dialect];
    if (dialect === undefined) throw new Error(`there is no dialect ${api.dialect}`);
    const isManagement = api.slug === MANAGEMENT_SLUG;
    return {
      id: api.slug,
      slug: api.slug,
      name: api.name,
      dialect,
      upstream: isManagement ? null : (api.upstream ?? null),
      hosts: api.hosts ?? [],
      endpoints: isManagement
        ? OPERATIONS.map(([method, path]) => ({ path, methods: [method], permission: null, cost: 1 }))
        : (api.endpoints ?? []).map((endpoint) => ({ permission: null, cost: 1, ...endpoint })),
      plans: Object.fromEntries(api.plans.map((plan) => [plan.name, planOf(plan)])),
      settings: { ...DEFAULT_SETTINGS, ...(api.strictHeaderCase === undefined ? {} : { strictHeaderCase: api.strictHeaderCase }) },
      holdsForeignSecrets: true,
    };
  });
}

function planOf(plan: World["apis"][number]["plans"][number]): Plan {
  return {
    name: plan.name,
    windows: plan.windows,
    quota: "quota" in plan ? (plan.quota as Plan["quota"]) : null,
    allowTokens: plan.allowTokens,
    endpoints: "endpoints" in plan ? (plan.endpoints as Plan["endpoints"]) : null,
  };
}
