// Decides what applying the keys of a bootstrap file comes to: rows to add, fields to change, secrets to mint, refusals.
import type { Dialect } from "@/lib/core/dialects/dialect";
import type { Problem } from "@/lib/core/schemas/problem";
import { mintSecret, previewSecret } from "@/lib/core/secrets/key-shape";
import { Secret } from "@/lib/core/secrets/secret";
import { randomUuid } from "@/lib/manage/random-id";
import type { KeyNotice, World } from "@/lib/manage/world";
import { type Entry, givenFingerprint, type KeyEntry, type Marks, markOf } from "./entries";
import type { KnownKey } from "./instance-snapshot";
import { problemAt } from "./read-bootstrap";

/** A secret that the file left out: printed once, by whoever applies the file. */
export interface GeneratedSecret {
  readonly publicId: string;
  readonly api: string;
  readonly name: string;
  readonly secret: Secret;
}

/** A row of the table of secrets. */
export interface SecretRow {
  readonly id: string;
  readonly keyId: string;
  readonly apiId: string;
  /** As PostgreSQL reads bytes: `\x` and hex. */
  readonly fingerprint: string;
  readonly origin: "minted" | "given";
  readonly preview: string;
}

/** A key that is added or changed. Fields left out of a change are undefined. */
export interface KeyRow {
  readonly id: string;
  readonly publicId: string;
  readonly apiId: string;
  readonly fields: KeyEntry;
}

/** The secret of a key whose only secret is still the one that the file gave it before. */
export interface SecretReplacement {
  readonly keyId: string;
  readonly from: string;
  readonly to: SecretRow;
}

/** What is to be done. */
export interface KeyPlan {
  readonly added: readonly KeyRow[];
  readonly secrets: readonly SecretRow[];
  readonly changed: readonly KeyRow[];
  readonly replacements: readonly SecretReplacement[];
  readonly generated: readonly GeneratedSecret[];
  readonly notices: readonly KeyNotice[];
  /** Of the secret that the file last gave or made each key, by its mark. */
  readonly fingerprints: ReadonlyMap<string, string>;
  readonly apisWithGivenSecrets: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** What the plan rests on. */
export interface KeyPlanning {
  readonly world: Pick<World, "hasher" | "randomBytes">;
  readonly apis: ReadonlyMap<string, { readonly id: string; readonly dialect: Dialect }>;
  readonly known: ReadonlyMap<string, KnownKey>;
  readonly marks: Marks;
}

type Draft = { [Name in keyof KeyPlan]: KeyPlan[Name] extends readonly (infer Item)[] ? Item[] : KeyPlan[Name] } & {
  readonly fingerprints: Map<string, string>;
  readonly apisWithGivenSecrets: Set<string>;
};

/** Plans for the entries whose text changed. Reads and writes nothing. */
export function planKeys(entries: readonly Entry<KeyEntry>[], planning: KeyPlanning): KeyPlan {
  const draft: Draft = {
    added: [],
    secrets: [],
    changed: [],
    replacements: [],
    generated: [],
    notices: [],
    fingerprints: new Map(),
    apisWithGivenSecrets: new Set(),
    problems: [],
  };
  for (const entry of entries) {
    const api = planning.apis.get(entry.value.api);
    if (api === undefined) throw new Error("a key of an unknown API passed the check of references");
    const known = planning.known.get(entry.objectId);
    if (known === undefined) addKey(entry, api, planning, draft);
    else changeKey(entry, api, known, planning, draft);
  }
  return draft;
}

type PlannedApi = { readonly id: string; readonly dialect: Dialect };

function addKey(entry: Entry<KeyEntry>, api: PlannedApi, planning: KeyPlanning, draft: Draft): void {
  const { world } = planning;
  const { value: fields, objectId: publicId } = entry;
  const id = randomUuid(world.randomBytes);
  const secret = fields.secret === undefined ? mintSecret(api.dialect.keyShape, world.randomBytes) : new Secret(fields.secret);
  if (fields.secret === undefined) draft.generated.push({ publicId, api: fields.api, name: fields.name, secret });
  draft.added.push({ id, publicId, apiId: api.id, fields });
  draft.secrets.push(secretRow(entry, api, id, secret, planning, draft));
}

function changeKey(entry: Entry<KeyEntry>, api: PlannedApi, known: KnownKey, planning: KeyPlanning, draft: Draft): void {
  const { value: fields, at } = entry;
  if (known.apiId !== api.id) draft.problems.push(problemAt([...at, "id"], "is the id of a key of another API; a key never moves"));
  if (fields.tenantId !== undefined && fields.tenantId !== known.tenantId) {
    draft.problems.push(problemAt([...at, "tenantId"], "cannot change: a key keeps its tenant for life"));
  }
  draft.changed.push({ id: known.id, publicId: known.publicId, apiId: known.apiId, fields });
  for (const fingerprint of known.fingerprints) draft.notices.push({ apiId: known.apiId, fingerprint });
  const lastGiven = givenFingerprint(planning.marks.get(markOf(entry)));
  if (lastGiven !== null) draft.fingerprints.set(markOf(entry), lastGiven);
  const [only, ...others] = known.fingerprints;
  // A secret that the file did not give, or that has been rotated since, is nobody's to replace here.
  if (fields.secret === undefined || only === undefined || others.length > 0 || only !== lastGiven) return;
  if (planning.world.hasher.fingerprint(api.id, fields.secret) === only) return;
  const to = secretRow(entry, api, known.id, new Secret(fields.secret), planning, draft);
  draft.replacements.push({ keyId: known.id, from: only, to });
}

function secretRow(
  entry: Entry<KeyEntry>,
  api: PlannedApi,
  keyId: string,
  secret: Secret,
  { world }: KeyPlanning,
  draft: Draft,
): SecretRow {
  const fingerprint = world.hasher.fingerprint(api.id, secret.reveal());
  const isGiven = entry.value.secret !== undefined;
  if (isGiven) draft.apisWithGivenSecrets.add(api.id);
  draft.fingerprints.set(markOf(entry), fingerprint);
  draft.notices.push({ apiId: api.id, fingerprint });
  return {
    id: randomUuid(world.randomBytes),
    keyId,
    apiId: api.id,
    fingerprint: `\\x${fingerprint}`,
    origin: isGiven ? "given" : "minted",
    preview: previewSecret(api.dialect.keyShape, secret.reveal()),
  };
}

/** Problems of secrets that keys outside the plan hold already. `owners`: public ids by `apiId fingerprint`. */
export function takenSecrets(entries: readonly Entry<KeyEntry>[], plan: KeyPlan, owners: ReadonlyMap<string, string>): readonly Problem[] {
  const planned = new Map([...plan.secrets, ...plan.replacements.map(({ to }) => to)].map((row) => [row.keyId, row]));
  const keyIds = new Map([...plan.added, ...plan.changed].map((row) => [row.publicId, row.id]));
  return entries.flatMap((entry) => {
    const row = planned.get(keyIds.get(entry.objectId) ?? "");
    const owner = row && owners.get(`${row.apiId} ${row.fingerprint.slice(2)}`);
    return owner === undefined || owner === entry.objectId ? [] : [problemAt([...entry.at, "secret"], `is already the secret of ${owner}`)];
  });
}

/** The fingerprints that the plan would add, as hex. */
export function plannedFingerprints(plan: KeyPlan): string[] {
  return [...plan.secrets, ...plan.replacements.map(({ to }) => to)].map((row) => row.fingerprint.slice(2));
}
