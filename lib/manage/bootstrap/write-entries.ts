// Writes the changed objects of a bootstrap file within its transaction: what others refer to comes first.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { lockCatalogue } from "@/lib/manage/apis/lock-catalogue";
import { createApi, type Seal, updateApi, withReshapedKeys } from "@/lib/manage/apis/write-api";
import type { Change } from "@/lib/manage/changing";
import { done, type Outcome } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { insertTenant } from "@/lib/manage/tenants/create-tenant";
import { apiFields } from "./api-fields";
import { readMarksVersion, writeMarks } from "./entries";
import type { PreparedApi, Writing } from "./prepare-writing";
import { writeKeys } from "./write-keys";
import { writeTenantObject } from "./write-tenant-object";

/** What is to be written, and the marks it begins and ends with. */
export interface MarkedWriting extends Writing {
  /** Of the marks on which the writing rests. */
  readonly marksVersion: string;
  readonly fileDigest: string;
}

/** Another process applied a file after this one was prepared. */
export class OvertakenError extends Error {
  constructor() {
    super("another bootstrap file was applied meanwhile");
  }
}

/**
 * Writes everything. `place.at` names the object in hand, for whoever has to say where the database refused.
 * @throws {OvertakenError} when what was prepared rests on an older state
 */
export async function writeEntries(
  change: Change,
  seal: Seal,
  writing: MarkedWriting,
  place: { at: readonly PropertyKey[] },
): Promise<Outcome<null>> {
  const { entries, keyPlan } = writing;
  await lockCatalogue(change.tx);
  if ((await readMarksVersion(change.tx)) !== writing.marksVersion) throw new OvertakenError();
  await writeTenants(change, writing, place);
  for (const api of writing.apis) {
    place.at = api.entry.at;
    await writeApi(change, seal, api);
  }
  place.at = ["keys"];
  await admitGivenSecrets(change, keyPlan.apisWithGivenSecrets);
  await writeKeys(change, keyPlan, "bootstrap");
  await writeOwner(change, writing, place);
  for (const prepared of writing.objects) {
    place.at = prepared.object.at;
    const outcome = await writeTenantObject(change, prepared);
    if (outcome.kind === "refused" || outcome.kind === "absent") return outcome;
  }
  await writeMarks(change.tx, entries, keyPlan.fingerprints, writing.fileDigest);
  return done(null);
}

/** Renamed tenants leave their names to new ones. */
async function writeTenants(change: Change, { entries, snapshot }: Writing, place: { at: readonly PropertyKey[] }): Promise<void> {
  const isKnown = (id: string) => snapshot.tenants.has(id);
  for (const { value: tenant, at } of entries.tenants.filter(({ value }) => isKnown(value.id))) {
    place.at = at;
    await change.tx.tenant.update({ where: { id: tenant.id }, data: { name: tenant.name, issuer: tenant.issuer } });
    change.record(INSTANCE_CHAIN, "tenant.update", `tenant:${tenant.id}`, { name: tenant.name });
  }
  for (const { value: tenant, at } of entries.tenants.filter(({ value }) => !isKnown(value.id))) {
    place.at = at;
    await insertTenant(change, { name: tenant.name, issuer: tenant.issuer, extra: {} }, { id: tenant.id });
  }
}

async function writeApi(change: Change, seal: Seal, { entry, id, dialect, known }: PreparedApi): Promise<void> {
  const fields = apiFields(entry.value);
  if (known === null) {
    await createApi(change, seal, { id, slug: entry.value.slug, dialect }, fields);
    return;
  }
  await updateApi(change, seal, known, withReshapedKeys(known.dialect, dialect, fields));
}

/** From now on a wrong checksum proves nothing for these APIs. */
async function admitGivenSecrets(change: Change, apiIds: ReadonlySet<string>): Promise<void> {
  if (apiIds.size === 0) return;
  const { count } = await change.tx.api.updateMany({
    where: { id: { in: [...apiIds] }, holdsForeignSecrets: false },
    data: { holdsForeignSecrets: true },
  });
  if (count > 0) change.announceCatalogue();
}

async function writeOwner(change: Change, { entries, ownerHash }: Writing, place: { at: readonly PropertyKey[] }): Promise<void> {
  const [owner] = entries.owner;
  if (owner === undefined) return;
  place.at = owner.at;
  const { email, name } = owner.value;
  const member =
    ownerHash === null
      ? // Whoever runs the host says so: an owner reaches every tenant.
        await change.tx.member.update({ where: { email }, data: { name, role: "owner", isConfined: false, tenants: { deleteMany: {} } } })
      : await change.tx.member.create({
          data: { id: randomUuid(change.world.randomBytes), email, name, role: "owner", passwordHash: ownerHash },
        });
  change.record(INSTANCE_CHAIN, ownerHash === null ? "member.update" : "member.create", `member:${member.id}`, { email, role: "owner" });
}
