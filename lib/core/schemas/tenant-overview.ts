// A tenant as the console shows it: in the list, and on its own page.
import { z } from "zod";

const instant = z.iso.datetime();

export const tenantOverview = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Keys that belong to it, whatever their state. */
  keys: z.int(),
  createdAt: instant,
});

export type TenantOverview = z.output<typeof tenantOverview>;

/** A signing key that a tenant's tokens can be signed by: never its private part. */
export const tenantSigningKey = z.strictObject({
  id: z.string(),
  name: z.string(),
  kid: z.string(),
  algorithm: z.string(),
  createdAt: instant,
  /** From here on it neither signs nor verifies; null = it signs. */
  retiresAt: instant.nullable(),
});

export type TenantSigningKey = z.output<typeof tenantSigningKey>;

export const tenantDetails = tenantOverview.extend({
  issuer: z.string(),
  updatedAt: instant,
  /** Each counted up to 10,000. */
  users: z.int(),
  groups: z.int(),
  applications: z.int(),
  /** The stored `jwtConfiguration`; null = none. */
  tokens: z.record(z.string(), z.json()).nullable(),
});

export type TenantDetails = z.output<typeof tenantDetails>;

/** More than this is not counted: a long list costs no more than a short one. */
export const MOST_COUNTED = 10_000;
