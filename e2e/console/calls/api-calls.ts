// Actions about APIs.
import { randomUUID } from "node:crypto";
import { SPARE_API } from "../console-world";
import type { ActionCall } from "./action-call";

const DOCUMENT = JSON.stringify({ openapi: "3.1.0", info: { title: "t", version: "1" }, paths: { "/a": { get: {} } } });

export const API_CALLS: Readonly<Record<string, ActionCall>> = {
  makeApi: {
    leastRole: "admin",
    good: () => [{ form: { slug: `made-${randomUUID()}`, name: "Made by a suite", dialect: "standard", upstream: "sample" } }],
    stored: async ({ prisma }, field) =>
      field === "name" ? (await prisma.api.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).name : null,
  },
  // Whatever the API is by then.
  saveApi: {
    leastRole: "admin",
    good: () => [{ data: "infuzu" }, { data: "" }, { data: "general" }, { form: { name: `Saved by a suite ${randomUUID()}` } }],
    stored: async ({ prisma }, field) =>
      field === "name" ? (await prisma.api.findUniqueOrThrow({ where: { slug: "infuzu" } })).name : null,
  },
  removeApi: { leastRole: "admin", good: () => [{ data: SPARE_API }, { form: { typed: SPARE_API } }] },
  planEndpoints: { leastRole: "admin", good: () => [{ data: "standard" }, { form: { document: DOCUMENT } }] },
};
