// The objects of a bootstrap file with the marks that tell which of them changed since they were last applied.
import { Buffer } from "node:buffer";
import { SERVICE_SLUG } from "@/lib/core/catalogue";
import type { Tx, World } from "@/lib/manage/world";
import type { Bootstrap, BootstrapApi, BootstrapKey, BootstrapOwner, BootstrapServiceKey, BootstrapTenant } from "./bootstrap-schema";
import type { Fitting } from "./check-references";
import { keyIdentity } from "./key-identity";
import { inPieces } from "./pieces";
import type { TenantObject } from "./tenant-objects";

/** An object of the file. */
export interface Entry<Value> {
  readonly kind: "owner" | "tenant" | "api" | "key" | "application" | "user" | "group";
  /** What names it from one start to the next. */
  readonly objectId: string;
  /** Where it stands in the file. */
  readonly at: readonly PropertyKey[];
  /** Keyed hash of its text, as hex. */
  readonly digest: string;
  readonly value: Value;
}

/** A key of an API, or a service key as the key of the built-in service API that it is. */
export type KeyEntry = BootstrapServiceKey & Partial<BootstrapKey> & { readonly api: string };

/** All objects of a file. */
export interface Entries {
  readonly owner: readonly Entry<BootstrapOwner>[];
  readonly tenants: readonly Entry<BootstrapTenant & { readonly id: string }>[];
  readonly apis: readonly Entry<BootstrapApi>[];
  readonly keys: readonly Entry<KeyEntry>[];
  readonly tenantObjects: readonly Entry<TenantObject>[];
}

/** What the digest of each object's text was when it was last applied: hex by kind and id, see `markOf`. */
export type Marks = ReadonlyMap<string, string>;

/**
 * Lists the file's objects. The digest is over the parsed text of each, so white space changes nothing; it is keyed, since texts
 * hold secrets and passwords.
 */
export function listEntries(
  world: Pick<World, "hasher">,
  bootstrap: Bootstrap,
  source: Readonly<Record<string, unknown>>,
  fitting: Fitting,
): Entries {
  const entry = <Value>(kind: Entry<Value>["kind"], objectId: string, at: readonly PropertyKey[], value: Value): Entry<Value> => {
    const text = JSON.stringify(at.reduce<unknown>((holder, name) => Reflect.get(Object(holder), name), source));
    return { kind, objectId, at, digest: world.hasher.fingerprint(`bootstrap ${kind}`, text), value };
  };
  const key = (value: KeyEntry, at: readonly PropertyKey[]) => entry("key", keyIdentity(value.api, value), at, value);
  return {
    owner: bootstrap.owner === undefined ? [] : [entry("owner", bootstrap.owner.email, ["owner"], bootstrap.owner)],
    tenants: bootstrap.tenants.map((tenant, index) =>
      entry("tenant", tenant.id ?? tenant.name, ["tenants", index], { ...tenant, id: fitting.tenantIds[index] ?? "" }),
    ),
    apis: bootstrap.apis.map((api, index) => entry("api", api.slug, ["apis", index], api)),
    keys: [
      ...bootstrap.keys.map((value, index) => key(value, ["keys", index])),
      ...bootstrap.service.map((value, index) => key({ ...value, api: SERVICE_SLUG }, ["service", index])),
    ],
    tenantObjects: fitting.tenantObjects.map((object) => entry(object.noun, object.objectId, object.at, object)),
  };
}

/** The objects whose text is not what it was. */
export function changedEntries(entries: Entries, marks: Marks): Entries {
  const isChanged = (entry: Entry<unknown>) => !marks.get(markOf(entry))?.startsWith(entry.digest);
  return {
    owner: entries.owner.filter(isChanged),
    tenants: entries.tenants.filter(isChanged),
    apis: entries.apis.filter(isChanged),
    keys: entries.keys.filter(isChanged),
    tenantObjects: entries.tenantObjects.filter(isChanged),
  };
}

/** How many objects there are. */
export function countEntries(entries: Entries): number {
  return entries.owner.length + entries.tenants.length + entries.apis.length + entries.keys.length + entries.tenantObjects.length;
}

/** Under which name an object's mark is found. No kind holds a space. */
export function markOf(entry: Pick<Entry<unknown>, "kind" | "objectId">): string {
  return `${entry.kind} ${entry.objectId}`;
}

/** Reads all marks. */
export async function readMarks(tx: Pick<Tx, "$queryRaw">): Promise<Marks> {
  const rows = await tx.$queryRaw<{ mark: string; digest: string }[]>`
    SELECT "kind" || ' ' || "objectId" AS "mark", encode("digest", 'hex') AS "digest" FROM "BootstrapObject"`;
  return new Map(rows.map((row) => [row.mark, row.digest]));
}

/** Another text whenever a file was applied. */
export async function readMarksVersion(tx: Pick<Tx, "$queryRaw">): Promise<string> {
  const [row] = await tx.$queryRaw<{ version: string }[]>`
    SELECT count(*) || ' ' || COALESCE(max("appliedAt")::text, '') AS "version" FROM "BootstrapObject"`;
  return row?.version ?? "";
}

/**
 * Marks a file and its changed objects as applied. `extraOf` is kept behind the digest: of a key, the fingerprint of the secret that
 * the file gave it last.
 */
export async function writeMarks(
  tx: Pick<Tx, "$executeRaw">,
  entries: Entries,
  extraOf: ReadonlyMap<string, string>,
  fileDigest: string,
): Promise<void> {
  const all: readonly Entry<unknown>[] = [...entries.owner, ...entries.tenants, ...entries.apis, ...entries.keys, ...entries.tenantObjects];
  const objects = all.map((entry) => ({
    kind: entry.kind,
    objectId: entry.objectId,
    digest: `\\x${entry.digest}${extraOf.get(markOf(entry)) ?? ""}`,
  }));
  const rows = [...objects, { ...FILE_MARK, digest: `\\x${fileDigest}` }];
  await inPieces(
    rows,
    (piece) => tx.$executeRaw`
      INSERT INTO "BootstrapObject" ("kind", "objectId", "digest")
      SELECT "kind", "objectId", "digest"
      FROM jsonb_to_recordset(${JSON.stringify(piece)}::jsonb) AS mark("kind" text, "objectId" text, "digest" bytea)
      ON CONFLICT ("kind", "objectId") DO UPDATE SET "digest" = EXCLUDED."digest", "appliedAt" = clock_timestamp()`,
  );
}

/** Under which the whole text of the file that was applied last is marked. */
const FILE_MARK = { kind: "file", objectId: "last" };

/** The keyed hash of a whole file. */
export function digestFile(world: Pick<World, "hasher">, text: string): string {
  return world.hasher.fingerprint("bootstrap file", text);
}

/** Whether this is the file that was applied last. */
export async function isLastApplied(tx: Pick<Tx, "bootstrapObject">, fileDigest: string): Promise<boolean> {
  const mark = await tx.bootstrapObject.findUnique({ where: { kind_objectId: FILE_MARK } });
  return mark !== null && Buffer.from(mark.digest).toString("hex") === fileDigest;
}

/** The fingerprint behind a key's digest, or null. */
export function givenFingerprint(mark: string | undefined): string | null {
  return mark !== undefined && mark.length > DIGEST_CHARACTERS ? mark.slice(DIGEST_CHARACTERS) : null;
}

/** SHA-256 as hex. */
const DIGEST_CHARACTERS = 64;
