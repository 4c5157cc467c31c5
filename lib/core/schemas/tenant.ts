// A tenant as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { anyJson, nameText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

/** The vendor's names of a tenant. */
export const TENANT_NAMES: VendorNames = {
  own: ["name", "issuer"],
  kept: [
    "accessControlConfiguration",
    "captchaConfiguration",
    "connectorPolicies",
    "data",
    "emailConfiguration",
    "eventConfiguration",
    "externalIdentifierConfiguration",
    "failedAuthenticationConfiguration",
    "familyConfiguration",
    "formConfiguration",
    "httpSessionMaxInactiveInterval",
    "jwtConfiguration",
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

const tenantFields = z.strictObject({ name: nameText(255), issuer: nameText(255).optional() });

/** The body's tenant, for those who write clients. */
export const tenantObject = vendorObject(TENANT_NAMES, tenantFields).meta({ id: "TenantRequest", description: "A tenant to be made." });

/** A tenant to be made. */
export type TenantInput = z.output<typeof tenantFields> & { readonly extra: JsonObject };

/** Checks a tenant as a client sends it. */
export function readTenantInput(tenant: JsonObject): Checked<TenantInput> {
  const { own, kept, problems } = sortNames(TENANT_NAMES, tenant);
  const checked = check(tenantFields, own, problems);
  return checked.ok ? { ok: true, value: { ...checked.value, extra: kept } } : checked;
}

/** A tenant as it leaves. */
export const tenantView = z
  .strictObject({
    ...Object.fromEntries(TENANT_NAMES.kept.map((name) => [name, anyJson.optional()])),
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
