// Everything that applying a bootstrap file needs and that must not happen inside its transaction: look-ups, hashes, new ids and secrets.
import type { Dialect } from "@/lib/core/dialects/dialect";
import type { Problem } from "@/lib/core/schemas/problem";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import type { BootstrapApi } from "./bootstrap-schema";
import { dialectOf } from "./check-apis";
import type { Entries, Entry, Marks } from "./entries";
import { type InstanceSnapshot, type KnownApi, readKnownKeys, readSecretOwners } from "./instance-snapshot";
import { type KeyPlan, planKeys, plannedFingerprints, takenSecrets } from "./plan-keys";
import { type PreparedObject, prepareObject } from "./write-tenant-object";

/** An API of the file as it will be. */
export interface PreparedApi {
  readonly entry: Entry<BootstrapApi>;
  readonly id: string;
  readonly dialect: Dialect;
  /** null = it is to be created. */
  readonly known: KnownApi | null;
}

/** What is to be written. */
export interface Writing {
  readonly entries: Entries;
  readonly snapshot: InstanceSnapshot;
  /** null = no owner in the file, or one who exists and keeps their password. */
  readonly ownerHash: string | null;
  readonly apis: readonly PreparedApi[];
  readonly keyPlan: KeyPlan;
  readonly objects: readonly PreparedObject[];
}

/** Prepares the changed objects, or says what the instance holds against them. */
export async function prepareWriting(
  world: World,
  entries: Entries,
  snapshot: InstanceSnapshot,
  marks: Marks,
): Promise<Writing | { readonly problems: readonly Problem[] }> {
  const apis = entries.apis.map((entry) => prepareApi(world, entry, snapshot));
  const keyPlan = await prepareKeys(world, entries, apis, snapshot, marks);
  if ("problems" in keyPlan) return keyPlan;
  const [owner] = entries.owner;
  const isNewOwner = owner !== undefined && !snapshot.memberEmails.has(owner.value.email);
  const ownerHash = isNewOwner ? await world.hashPassword(owner.value.password) : null;
  const objects: PreparedObject[] = [];
  for (const { value } of entries.tenantObjects) objects.push(await prepareObject(world, value));
  return { entries, snapshot, ownerHash, apis, keyPlan: keyPlan.plan, objects };
}

function prepareApi(world: World, entry: Entry<BootstrapApi>, snapshot: InstanceSnapshot): PreparedApi {
  const known = snapshot.apis.get(entry.value.slug) ?? null;
  const dialect = dialectOf(entry.value) ?? known?.dialect;
  if (dialect === undefined) throw new Error("an API without a dialect passed the check of references");
  return { entry, id: known?.id ?? randomUuid(world.randomBytes), dialect, known };
}

async function prepareKeys(
  world: World,
  entries: Entries,
  apis: readonly PreparedApi[],
  snapshot: InstanceSnapshot,
  marks: Marks,
): Promise<{ readonly plan: KeyPlan } | { readonly problems: readonly Problem[] }> {
  const coming = new Map<string, { id: string; dialect: Dialect }>(snapshot.apis);
  for (const { entry, id, dialect } of apis) coming.set(entry.value.slug, { id, dialect });
  const publicIds = entries.keys.map((entry) => entry.objectId);
  const known = publicIds.length === 0 ? new Map() : await readKnownKeys(world.prisma, publicIds);
  const plan = planKeys(entries.keys, { world, apis: coming, known, marks });
  if (plan.problems.length > 0) return plan;
  const fingerprints = plannedFingerprints(plan);
  const owners = fingerprints.length === 0 ? new Map() : await readSecretOwners(world.prisma, fingerprints);
  const problems = takenSecrets(entries.keys, plan, owners);
  return problems.length > 0 ? { problems } : { plan };
}
