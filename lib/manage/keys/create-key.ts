// Creates a key with its first secret, which leaves once: in what this returns.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { Dialect } from "@/lib/core/dialects/dialect";
import type { JsonObject } from "@/lib/core/json";
import { judgeLife } from "@/lib/core/keys/expiry";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { judgeGivenSecret } from "@/lib/core/secrets/given-secret";
import { mintSecret, previewSecret } from "@/lib/core/secrets/key-shape";
import { Secret } from "@/lib/core/secrets/secret";
import { SECURITY } from "@/lib/core/settings/security";
import { storedDialect } from "@/lib/manage/apis/stored-dialect";
import { type Change, changing } from "@/lib/manage/changing";
import { type KeyInput, keyInput } from "@/lib/manage/keys/key-input";
import { KEY_RELATIONS, viewKey } from "@/lib/manage/keys/view-key";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomPublicId, randomUuid } from "@/lib/manage/random-id";
import { readSetting } from "@/lib/manage/settings/setting";
import type { Tx, World } from "@/lib/manage/world";

/** A new key and, this once, its secret. */
export interface CreatedKey {
  readonly key: KeyView;
  readonly secret: Secret;
}

/** What a key refers to, as it is stored. */
interface Referred {
  readonly apiId: string;
  readonly dialect: Dialect;
  readonly holdsForeignSecrets: boolean;
}

/**
 * Creates a key from given fields. Refused: an unknown API, plan or tenant, a permission that the API's dialect does not have, an
 * expiry in the past or beyond what owners allow, an unusable secret, and one that another key of the API has (that attempt is audited: it may be a guess). `holder`: whose key it is.
 */
export async function createKey(world: World, actor: string, fields: unknown, holder = actor): Promise<Outcome<CreatedKey>> {
  const input = check(keyInput, fields);
  if (!input.ok) return refused(...input.problems);
  const { longestKeyDays } = await readSetting(world, SECURITY);
  const problems = judgeAlone(input.value, longestKeyDays, world.nowMs());
  if (problems.length > 0) return refused(...problems);
  const outcome = await changing(world, actor, (change) => insertKey(change, holder, input.value, holder === actor ? {} : { holder }));
  if (isTakenSecret(outcome)) await recordTakenSecret(world, actor, input.value);
  return outcome;
}

/** What is wrong with the fields whatever other keys there are. `longestDays`: what owners let keys live, null = as long as their makers want. */
export function judgeAlone(input: KeyInput, longestDays: number | null, nowMs: number): Problem[] {
  const problems: Problem[] = [];
  const flaw = input.secret === undefined ? null : judgeGivenSecret(input.secret);
  if (flaw !== null) problems.push({ field: "secret", code: "invalid", message: flaw });
  if (input.expiresAt !== null && input.expiresAt.getTime() <= nowMs) {
    problems.push({ field: "expiresAt", code: "invalid", message: "This instant has passed." });
  }
  const tooLong = judgeLife(input.expiresAt?.getTime() ?? null, longestDays, nowMs);
  if (tooLong !== null) problems.push({ field: "expiresAt", code: "invalid", message: tooLong });
  return problems;
}

/** Creates the key within a change in progress. `createdBy` names whose key it is, `more` what else the audit tells of it. */
export async function insertKey(change: Change, createdBy: string, input: KeyInput, more: JsonObject = {}): Promise<Outcome<CreatedKey>> {
  const referred = await readReferred(change.tx, input);
  if (Array.isArray(referred)) return refused(...referred);
  const { world, tx } = change;
  const secret = input.secret === undefined ? mintSecret(referred.dialect.keyShape, world.randomBytes) : new Secret(input.secret);
  const fingerprint = world.hasher.fingerprint(referred.apiId, secret.reveal());
  const { id, publicId, api: _slug, plan, secret: _secret, ...columns } = input;
  const row = await tx.key.create({
    data: {
      ...columns,
      id: id ?? randomUuid(world.randomBytes),
      publicId: publicId ?? (await freePublicId(change)),
      apiId: referred.apiId,
      planName: plan,
      createdBy,
      createdAt: new Date(change.atMs),
      secrets: {
        create: {
          id: randomUuid(world.randomBytes),
          apiId: referred.apiId,
          fingerprint: Buffer.from(fingerprint, "hex"),
          origin: input.secret === undefined ? "minted" : "given",
          preview: previewSecret(referred.dialect.keyShape, secret.reveal()),
          createdAt: new Date(change.atMs),
        },
      },
    },
    include: KEY_RELATIONS,
  });
  if (input.secret !== undefined && !referred.holdsForeignSecrets) await admitForeignSecrets(change, referred.apiId);
  const key = viewKey(row, change.atMs);
  change.record(key.tenantId ?? INSTANCE_CHAIN, "key.create", `key:${key.id}`, { ...auditDetails(key), ...more });
  change.announceKey({ apiId: referred.apiId, fingerprint });
  return done({ key, secret });
}

/** API, plan, tenant and permissions must exist; every one that does not is a problem of its field. */
async function readReferred(tx: Tx, input: KeyInput): Promise<Referred | Problem[]> {
  const api = await tx.api.findUnique({ where: { slug: input.api }, include: { plans: { select: { name: true } } } });
  if (api === null) return [invalid("api", "There is no API with this slug.")];
  const dialect = storedDialect(api);
  const problems: Problem[] = [];
  if (!api.plans.some((plan) => plan.name === input.plan)) problems.push(invalid("plan", "The API has no plan of this name."));
  const known = dialect.permissions === null ? null : ["*", ...dialect.permissions];
  if (known !== null && !input.permissions.every((permission) => known.includes(permission))) {
    problems.push(invalid("permissions", `Permissions of this API are ${known.join(", ")}.`));
  }
  const hasTenant = input.tenantId === null || (await tx.tenant.findUnique({ where: { id: input.tenantId } })) !== null;
  if (!hasTenant) problems.push(invalid("tenantId", "There is no tenant with this id."));
  return problems.length > 0 ? problems : { apiId: api.id, dialect, holdsForeignSecrets: api.holdsForeignSecrets };
}

/** From now on a wrong checksum proves nothing for this API. */
async function admitForeignSecrets(change: Change, apiId: string): Promise<void> {
  await change.tx.api.update({ where: { id: apiId }, data: { holdsForeignSecrets: true } });
  change.announceCatalogue();
}

/** Ten digits run into each other now and then; whoever is unlucky draws again. */
async function freePublicId({ tx, world }: Change): Promise<string> {
  for (;;) {
    const publicId = randomPublicId(world.randomBytes);
    if ((await tx.key.findUnique({ where: { publicId }, select: { id: true } })) === null) return publicId;
  }
}

function auditDetails(key: KeyView) {
  const { publicId, name, api, plan, purpose, permissions, endpoints, ipAllowList, keyManager, expiresAt } = key;
  return { publicId, name, api, plan, purpose, permissions, endpoints, ipAllowList, keyManager, expiresAt };
}

/** Whether the secret that was given is another key's. */
export function isTakenSecret(outcome: { readonly kind: string; readonly problems?: readonly Problem[] }): boolean {
  return outcome.problems?.some(({ field, code }) => field === "secret" && code === "duplicate") === true;
}

/** Notes that somebody gave a secret which another key has. */
export async function recordTakenSecret(world: World, actor: string, input: Pick<KeyInput, "tenantId" | "api" | "name">): Promise<void> {
  await changing(world, actor, async (change) => {
    change.record(input.tenantId ?? INSTANCE_CHAIN, "key.create.refused", `api:${input.api}`, { name: input.name, reason: "taken secret" });
    return done(null);
  });
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
