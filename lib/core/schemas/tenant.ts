// A tenant as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { jwtConfiguration } from "./jwt-configuration";
import { type Checked, check } from "./problem";
import { anyJson, nameText } from "./texts";
import { patchObject, patchSchema, sortNames, type VendorNames, vendorObject } from "./vendor-object";

/** The vendor's names of a tenant. */
export const TENANT_NAMES: VendorNames = {
  own: ["name", "issuer", "jwtConfiguration"],
  settings: ["jwtConfiguration"],
  kept: [
    "accessControlConfiguration",
    "baseURL",
    "captchaConfiguration",
    "clientRiskConfiguration",
    "connectorPolicies",
    "data",
    "emailConfiguration",
    "eventConfiguration",
    "externalIdentifierConfiguration",
    "failedAuthenticationConfiguration",
    "familyConfiguration",
    "formConfiguration",
    "httpSessionMaxInactiveInterval",
    "lambdaConfiguration",
    "loginConfiguration",
    "logoutURL",
    "maximumPasswordAge",
    "minimumPasswordAge",
    "multiFactorConfiguration",
    "oauthConfiguration",
    "passwordEncryptionConfiguration",
    "passwordValidationRules",
    "phoneConfiguration",
    "rateLimitConfiguration",
    "registrationConfiguration",
    "scimServerConfiguration",
    "ssoConfiguration",
    "themeId",
    "userDeletePolicy",
    "usernameConfiguration",
    "webAuthnConfiguration",
  ],
  ignored: ["configured", "id", "insertInstant", "lastUpdateInstant", "state"],
};

/** Of a tenant that names none. */
const DEFAULT_ISSUER = "acme.com";

const tenantFields = z.strictObject({
  name: nameText(255),
  issuer: nameText(255).optional(),
  jwtConfiguration: jwtConfiguration.optional(),
});

/** The body's tenant, for those who write clients. */
export const tenantObject = vendorObject(TENANT_NAMES, tenantFields).meta({
  id: "TenantRequest",
  description: "A tenant to be made, or to replace one.",
});

/** The body's tenant where only some of it is to change, for those who write clients. */
export const tenantPatch = patchSchema(TENANT_NAMES, tenantFields).meta({
  id: "TenantPatch",
  description: "What of a tenant is to change; null removes.",
});

/** A tenant to be made. */
export interface TenantInput {
  readonly name: string;
  /** undefined = none is named. */
  readonly issuer?: string | undefined;
  readonly extra: JsonObject;
}

/** What all of a tenant is to be. */
export type WholeTenant = Required<TenantInput> & { readonly issuer: string };

/** Checks a tenant as a client sends it. */
export function readTenantInput(tenant: JsonObject): Checked<TenantInput> {
  const { own, kept, problems } = sortNames(TENANT_NAMES, tenant);
  const checked = check(tenantFields, own, problems);
  if (!checked.ok) return checked;
  return { ok: true, value: { name: checked.value.name, issuer: checked.value.issuer, extra: kept } };
}

/** Checks a tenant that is to replace another: what is left out is as in a new one. */
export function readWholeTenant(tenant: JsonObject): Checked<WholeTenant> {
  const input = readTenantInput(tenant);
  return input.ok ? { ok: true, value: { ...input.value, issuer: input.value.issuer ?? DEFAULT_ISSUER } } : input;
}

/** Checks what a merge patch makes of a tenant. */
export function readTenantPatch(current: WholeTenant, patch: JsonObject): Checked<WholeTenant> {
  const { name, issuer, extra } = current;
  const patched = patchObject(TENANT_NAMES, { ...extra, name, issuer }, patch);
  return patched.ok ? readWholeTenant(patched.value) : patched;
}

/** A tenant as it leaves. */
export const tenantView = z
  .strictObject({
    ...Object.fromEntries(TENANT_NAMES.kept.map((name) => [name, anyJson.optional()])),
    jwtConfiguration: anyJson.optional(),
    id: z.string(),
    name: z.string(),
    issuer: z.string(),
    insertInstant: z.int(),
    lastUpdateInstant: z.int(),
  })
  .meta({ id: "Tenant", description: "An isolated space of users, applications and groups. Instants are milliseconds since 1970." });

export type TenantView = z.output<typeof tenantView>;

/** What lists tenants. */
export const tenantsAnswer = z.strictObject({ tenants: z.array(tenantView) }).meta({ id: "Tenants" });

/** What finds tenants. */
export const foundTenantsAnswer = z.strictObject({ tenants: z.array(tenantView), total: z.int().min(0) }).meta({ id: "FoundTenants" });
