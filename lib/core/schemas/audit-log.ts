// An audit entry as clients add it, search for it and read it, in the vendor's names.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { pageFields, readOrder, type SortStep } from "./page-fields";
import { type Checked, check } from "./problem";
import { anyJson, nameText, storableText, uuidText } from "./texts";
import { sortNames, type VendorNames, vendorObject, withoutSecrets } from "./vendor-object";

/** The vendor's names of an audit entry. */
export const AUDIT_LOG_NAMES: VendorNames = {
  own: ["insertUser", "message", "reason", "tenantId"],
  kept: ["data", "newValue", "oldValue"],
  ignored: ["id", "insertInstant"],
};

/** How the audit itself names who acts; only what really acted bears such a name. */
const OWN_ACTORS = /^(?:key|member|token|user):|^(?:bootstrap|command-line|system)$/i;

const MOST_CHARACTERS = 16_384;

const auditLogFields = z.strictObject({
  insertUser: nameText(255).refine((user) => !OWN_ACTORS.test(user.trim()), "This name is Keyfuse's own."),
  message: nameText(4000),
  reason: storableText(4000).optional(),
  tenantId: uuidText.optional(),
});

/** The body's entry, for those who write clients. */
export const auditLogObject = vendorObject(AUDIT_LOG_NAMES, auditLogFields).meta({
  id: "AuditLogRequest",
  description: "An entry to be added.",
});

/** An entry to be added. */
export type AuditLogInput = z.output<typeof auditLogFields> & { readonly extra: JsonObject };

/** Checks an entry as a client sends it. Under names of secrets nothing is kept. */
export function readAuditLog(object: JsonObject): Checked<AuditLogInput> {
  const { own, kept, problems } = sortNames(AUDIT_LOG_NAMES, object);
  const size = JSON.stringify(kept).length;
  const found =
    size > MOST_CHARACTERS
      ? [{ field: "data", code: "invalid" as const, message: `This is longer than ${MOST_CHARACTERS} characters.` }]
      : [];
  const checked = check(auditLogFields, own, [...problems, ...found]);
  const extra = Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, withoutSecrets(value)]));
  return checked.ok ? { ok: true, value: { ...checked.value, extra } } : checked;
}

/** An entry as it leaves. */
export const auditLogView = z
  .strictObject({
    id: z.int(),
    insertInstant: z.int(),
    insertUser: z.string(),
    message: z.string(),
    reason: z.string().optional(),
    tenantId: z.string().optional(),
    data: anyJson.optional(),
    oldValue: anyJson.optional(),
    newValue: anyJson.optional(),
  })
  .meta({ id: "AuditLog", description: "What was done, by whom. Instants are milliseconds since 1970." });

export type AuditLogView = z.output<typeof auditLogView>;

/** What finds entries. */
export const auditLogsAnswer = z.strictObject({ auditLogs: z.array(auditLogView), total: z.int().min(0) }).meta({ id: "AuditLogs" });

const SORT_NAMES = ["insertInstant", "insertUser", "message"] as const;

const SEARCH_NAMES: VendorNames = {
  own: [
    "end",
    "message",
    "newValue",
    "numberOfResults",
    "oldValue",
    "orderBy",
    "reason",
    "sortFields",
    "start",
    "startRow",
    "tenantId",
    "user",
  ],
  kept: [],
  ignored: [],
};

/** A text that a field contains; `*` stands for any text. */
const part = storableText(255).optional();
const instant = z.int().min(0).max(8_640_000_000_000_000).optional();

const searchFields = z.strictObject({
  user: part,
  message: part,
  reason: part,
  oldValue: part,
  newValue: part,
  start: instant.meta({ description: "Milliseconds since 1970; from then on." }),
  end: instant.meta({ description: "Milliseconds since 1970; before then." }),
  tenantId: uuidText.optional(),
  ...pageFields(SORT_NAMES),
});

/** The body's search, for those who write clients. */
export const auditLogSearchObject = vendorObject(SEARCH_NAMES, searchFields).meta({ id: "AuditLogSearch" });

/** A search for entries. Without conditions it finds all. */
export type AuditLogSearch = Omit<z.output<typeof searchFields>, "orderBy" | "sortFields"> & {
  readonly order: readonly SortStep<(typeof SORT_NAMES)[number]>[];
};

/** Checks a search as a client sends it. */
export function readAuditLogSearch(search: JsonObject): Checked<AuditLogSearch> {
  const { own, problems } = sortNames(SEARCH_NAMES, search);
  const checked = check(searchFields, own, problems);
  if (!checked.ok) return checked;
  const order = readOrder(SORT_NAMES, checked.value);
  if (!order.ok) return order;
  const { orderBy: _orderBy, sortFields: _sortFields, ...conditions } = checked.value;
  return { ok: true, value: { ...conditions, order: order.value } };
}
