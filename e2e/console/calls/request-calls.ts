// Actions about requests for keys.
import type { Argument } from "../console-client";
import { REQUEST_IDS } from "../request-seeds";
import { type ActionCall, IDLE_STATE } from "./action-call";

const GRANT = {
  api: "standard",
  name: "granted by a suite",
  description: "",
  purpose: "",
  plan: "default",
  tenantId: "",
  permission: ["read"],
  extent: "everything",
  expiry: "90",
  addresses: "",
};

const UNDECIDED = { state: "waiting", decidedAt: null, decidedBy: null, reason: null, revealUntil: null };

/** A request is decided once. */
const wait =
  (id: string): NonNullable<ActionCall["prepare"]> =>
  async ({ database: { prisma } }) => {
    await prisma.keyRequest.update({ where: { id }, data: UNDECIDED });
  };

const of = (id: string): Argument => ({ data: id });

export const REQUEST_CALLS: Readonly<Record<string, ActionCall>> = {
  requestKey: {
    leastRole: "viewer",
    good: () => [IDLE_STATE, { form: { api: "standard", purpose: "For a suite", plan: "default" } }],
    // A member has few that wait.
    prepare: async ({ database: { prisma } }) => {
      await prisma.keyRequest.deleteMany({ where: { memberId: { not: null }, id: { not: REQUEST_IDS.own } } });
    },
    stored: async ({ prisma }, field) =>
      field === "purpose"
        ? (await prisma.keyRequest.findFirstOrThrow({ where: { memberId: { not: null } }, orderBy: { createdAt: "desc" } })).purpose
        : null,
  },
  approveKeyRequest: { leastRole: "admin", good: () => [of(REQUEST_IDS.seen), { form: GRANT }], prepare: wait(REQUEST_IDS.seen) },
  refuseKeyRequest: {
    leastRole: "admin",
    good: () => [of(REQUEST_IDS.refused), { form: { reason: "Not for suites." } }],
    prepare: wait(REQUEST_IDS.refused),
    stored: async ({ prisma }, field) =>
      field === "reason" ? (await prisma.keyRequest.findUniqueOrThrow({ where: { id: REQUEST_IDS.refused } })).reason : null,
  },
  takeBackKeyRequest: { leastRole: "admin", good: () => [of(REQUEST_IDS.approved)], withoutNaughty: "it takes a request's id alone" },
  withdrawKeyRequest: { leastRole: "viewer", good: () => [of(REQUEST_IDS.own)], withoutNaughty: "it takes a request's id alone" },
  saveRequestAccess: { leastRole: "admin", good: () => [{ data: "standard" }, { data: "members" }] },
};
