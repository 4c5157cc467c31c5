// Finds, changes and revokes keys of the management API for a key manager: none that is wider than the manager, and into none that is.
import { isDeepStrictEqual } from "node:util";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { judgeLife } from "@/lib/core/keys/expiry";
import type { ApiKeyView } from "@/lib/core/schemas/api-key";
import type { Problem } from "@/lib/core/schemas/problem";
import { SECURITY } from "@/lib/core/settings/security";
import { type AskedChange, asVendorNames, inApiKey, judgeContent, readKeyChange, tooWide } from "@/lib/manage/api-keys/api-key-input";
import {
  BARRED,
  excessOf,
  idOf,
  type KeyManager,
  type Managed,
  managing,
  type PoweredKey,
  powerOf,
  readManaged,
  readManager,
} from "@/lib/manage/api-keys/managed-key";
import { viewApiKey } from "@/lib/manage/api-keys/view-api-key";
import type { Change } from "@/lib/manage/changing";
import { announceSecrets } from "@/lib/manage/keys/announce-secrets";
import type { KeyInput } from "@/lib/manage/keys/key-input";
import { ABSENT, done, refused, unchanged } from "@/lib/manage/outcome";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";

/** Which key becomes what. */
export interface ApiKeyChange {
  /** UUID or public id. */
  readonly reference: string;
  /** `patch`: a merge patch (RFC 7396). */
  readonly how: "replace" | "patch";
  readonly apiKey: JsonObject;
}

/** The key with that UUID or public id; a wider one than the manager is barred. */
export async function findApiKey(world: World, caller: KeyManager, reference: string): Promise<Managed<ApiKeyView>> {
  const manager = await readManager(world.prisma, caller, world.nowMs());
  if (manager === null) return BARRED;
  const key = await readManaged(world.prisma, caller, manager, reference);
  if (key === null) return ABSENT;
  return excessOf(powerOf(key), manager).length > 0 ? BARRED : unchanged(viewApiKey(key));
}

/** Changes a key. What it can do from then on also bounds its tokens: those that it has end. */
export function changeApiKey(world: World, caller: KeyManager, wanted: ApiKeyChange): Promise<Managed<ApiKeyView>> {
  return touching(world, caller, wanted.reference, async (change, manager, before) => {
    const asked = readKeyChange(wanted.how, before, wanted.apiKey);
    if (!asked.ok) return refused(...inApiKey(asked.problems));
    const { longestKeyDays } = await readSetting({ prisma: change.tx }, SECURITY);
    const judged = judgeChange(asked.value, manager, before, { longestDays: longestKeyDays, nowMs: change.atMs });
    if (!judged.ok) return refused(...asVendorNames(judged.problems));
    const { name, description, metadata, endpoints, expiresAt } = judged.value;
    const content = { name, description, metadata, endpoints, expiresAt };
    const changed = Object.entries(content).filter(([field, value]) => !isDeepStrictEqual(before[field as keyof typeof content], value));
    if (changed.length === 0) return unchanged(viewApiKey(before));
    const row = await change.tx.key.update({ where: { id: before.id }, data: { ...content, metadata: { ...metadata } } });
    const fields = changed.map(([field]) => field);
    const bounds = { endpoints, expiresAt: expiresAt === null ? null : expiresAt.toISOString() };
    change.record(before.tenantId ?? INSTANCE_CHAIN, "key.update", `key:${before.id}`, {
      publicId: before.publicId,
      name,
      ...(before.name === name ? {} : { from: before.name, to: name }),
      described: fields.includes("description"),
      changed: fields,
      ...bounds,
    });
    await announceSecrets(change, before.id);
    if (fields.includes("endpoints") || fields.includes("expiresAt")) change.revokeTokens("key", before.id);
    return done(viewApiKey(row));
  });
}

/** Revokes a key and its tokens, for good. */
export function revokeApiKey(world: World, caller: KeyManager, reference: string): Promise<Managed<null>> {
  return touching(world, caller, reference, async (change, _manager, before) => {
    await change.tx.key.update({ where: { id: before.id }, data: { revokedAt: new Date(change.atMs) } });
    const details = { publicId: before.publicId, name: before.name };
    change.record(before.tenantId ?? INSTANCE_CHAIN, "key.revoke", `key:${before.id}`, details);
    await announceSecrets(change, before.id);
    change.revokeTokens("key", before.id);
    return done(null);
  });
}

type Touch<T> = (change: Change, manager: PoweredKey, key: PoweredKey) => Promise<Managed<T>>;

function touching<T>(world: World, caller: KeyManager, reference: string, touch: Touch<T>): Promise<Managed<T>> {
  return managing<T>(world, caller, async (change) => {
    const id = await idOf(change.tx, reference);
    const manager = await readManager(change.tx, caller, change.atMs, id === null ? [] : [id]);
    if (manager === null) return BARRED;
    const key = id === null ? null : await readManaged(change.tx, caller, manager, id);
    if (key === null) return ABSENT;
    return excessOf(powerOf(key), manager).length > 0 ? BARRED : touch(change, manager, key);
  });
}

type Judged = { readonly ok: true; readonly value: KeyInput } | { readonly ok: false; readonly problems: readonly Problem[] };

/** What an expiry is judged by: what owners let keys live, and the time. */
interface LifeRule {
  readonly longestDays: number | null;
  readonly nowMs: number;
}

function judgeChange(asked: AskedChange, manager: PoweredKey, before: PoweredKey, { longestDays, nowMs }: LifeRule): Judged {
  const given = {
    name: before.name,
    endpoints: {},
    attributes: {},
    metadata: before.metadata,
    expiresAtMs: manager.expiresAt?.getTime() ?? null,
  };
  const input = judgeContent(asked, given, { plan: before.planName });
  if (!input.ok) return input;
  const { endpoints, expiresAt } = input.value;
  const expiresAtMs = expiresAt === null ? null : expiresAt.getTime();
  const power = powerOf(before);
  const isNewExpiry = expiresAtMs !== power.expiresAtMs;
  const tooLong = isNewExpiry ? judgeLife(expiresAtMs, longestDays, nowMs) : null;
  const problems = [
    ...judgeFixed(asked, before),
    ...(tooLong === null ? [] : [invalid("expiresAt", tooLong)]),
    ...(isNewExpiry && expiresAtMs !== null && expiresAtMs <= nowMs ? [invalid("expiresAt", "This instant has passed.")] : []),
    ...excessOf({ ...power, endpoints, expiresAtMs }, manager).map(tooWide),
  ];
  return problems.length > 0 ? { ok: false, problems } : input;
}

/** What is fixed for life may be sent back as it is. */
function judgeFixed({ keyManager, tenantId }: AskedChange, before: PoweredKey): Problem[] {
  const flag = keyManager === undefined || keyManager === before.keyManager;
  const tenant = tenantId === undefined || tenantId === before.tenantId;
  return [
    ...(flag ? [] : [invalid("keyManager", "This is changed in the console only.")]),
    ...(tenant ? [] : [invalid("tenantId", "The tenant of a key never changes.")]),
  ];
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
