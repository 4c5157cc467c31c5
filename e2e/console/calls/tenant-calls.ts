// Actions about tenants.
import { randomUUID } from "node:crypto";
import { SECOND_TENANT } from "../tenant-world";
import { type ActionCall, IDLE_STATE } from "./action-call";

export const TENANT_CALLS: Readonly<Record<string, ActionCall>> = {
  makeTenant: {
    leastRole: "admin",
    good: () => [IDLE_STATE, { form: { name: `Made by a suite ${randomUUID()}`, agreement: "on" } }],
    stored: async ({ prisma }, field) =>
      field === "name" ? (await prisma.tenant.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).name : null,
  },
  editTenant: {
    leastRole: "admin",
    good: () => [
      { data: SECOND_TENANT },
      { form: { name: "Renamed", issuer: "https://issuer.example", "jwtConfiguration.timeToLiveInSeconds": "120" } },
    ],
    stored: async ({ prisma }, field) =>
      field === "name" ? (await prisma.tenant.findUniqueOrThrow({ where: { id: SECOND_TENANT } })).name : null,
  },
};
