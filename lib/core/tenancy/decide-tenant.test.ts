// Vendor page 004, section 6: which tenants a call may touch.
import { describe, expect, it } from "vitest";
import { decideTenant, type TenantNeed } from "./decide-tenant";

const A = "30663132-6464-6665-3032-326466613934";
const B = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
const NOBODY = "00000000-0000-4000-8000-000000000000";

const only = (tenantId: string) => ({ kind: "tenants", tenantIds: [tenantId] });
const both = { kind: "tenants", tenantIds: [A, B] };

const NEEDS: readonly TenantNeed[] = ["by_id", "search", "lookup", "create"];

describe.each(NEEDS)("%s", (need) => {
  it("with exactly one tenant nothing ever needs it", () => {
    expect(decideTenant({ need, keyTenantId: null, header: null, tenantIds: [A] })).toEqual(only(A));
  });

  it("the header scopes a key of all tenants, in either case", () => {
    expect(decideTenant({ need, keyTenantId: null, header: B, tenantIds: [A, B] })).toEqual(only(B));
    expect(decideTenant({ need, keyTenantId: null, header: B.toUpperCase(), tenantIds: [A, B] })).toEqual(only(B));
  });

  it("a key's own tenant scopes it, whether the header says so too or not", () => {
    expect(decideTenant({ need, keyTenantId: B, header: null, tenantIds: [] })).toEqual(only(B));
    expect(decideTenant({ need, keyTenantId: B, header: B.toUpperCase(), tenantIds: [] })).toEqual(only(B));
  });

  it("a header that contradicts the key is foreign, whether or not its tenant exists", () => {
    expect(decideTenant({ need, keyTenantId: B, header: A, tenantIds: [A, B] })).toEqual({ kind: "foreign" });
    expect(decideTenant({ need, keyTenantId: B, header: NOBODY, tenantIds: [A, B] })).toEqual({ kind: "foreign" });
  });

  it.each(["", "null", "Default", `${A}x`, `${A}, ${B}`, `{${A}}`, "' OR 1=1"])("a header %j is unknown, whatever the key", (header) => {
    expect(decideTenant({ need, keyTenantId: null, header, tenantIds: [A] })).toEqual({ kind: "unknown" });
    expect(decideTenant({ need, keyTenantId: A, header, tenantIds: [] })).toEqual({ kind: "unknown" });
  });

  it("a header with the id of no tenant is unknown, even where there is only one tenant", () => {
    expect(decideTenant({ need, keyTenantId: null, header: NOBODY, tenantIds: [A] })).toEqual({ kind: "unknown" });
  });

  it("without any tenant there is none to work in", () => {
    expect(decideTenant({ need, keyTenantId: null, header: null, tenantIds: [] })).toEqual({ kind: "none" });
  });
});

it.each([
  ["lookup", { kind: "required" }],
  ["create", { kind: "required" }],
  ["by_id", both],
  ["search", both],
] as const)("with two tenants, no header and a key of all tenants: %s → %j", (need, expected) => {
  expect(decideTenant({ need, keyTenantId: null, header: null, tenantIds: [A, B] })).toEqual(expected);
});
