// Makes a key of the management API for a key manager: never wider than the manager itself.
import type { Dimension } from "@/lib/core/grants/within";
import type { JsonObject } from "@/lib/core/json";
import type { ApiKeyView } from "@/lib/core/schemas/api-key";
import type { Problem } from "@/lib/core/schemas/problem";
import type { Secret } from "@/lib/core/secrets/secret";
import { SECURITY } from "@/lib/core/settings/security";
import { type AskedKey, asVendorNames, inApiKey, judgeContent, readNewKey, tooWide } from "@/lib/manage/api-keys/api-key-input";
import { admitGivenSecret } from "@/lib/manage/api-keys/given-secrets";
import {
  BARRED,
  excessOf,
  type KeyManager,
  type Managed,
  managing,
  type PoweredKey,
  powerOf,
  readManaged,
  readManager,
} from "@/lib/manage/api-keys/managed-key";
import { attributesOf, viewApiKey } from "@/lib/manage/api-keys/view-api-key";
import type { Change } from "@/lib/manage/changing";
import { insertKey, isTakenSecret, judgeAlone, recordTakenSecret } from "@/lib/manage/keys/create-key";
import type { KeyInput } from "@/lib/manage/keys/key-input";
import { done, refused } from "@/lib/manage/outcome";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";

/** A new key and, this once, its secret. */
export interface CreatedApiKey {
  readonly key: ApiKeyView;
  readonly secret: Secret;
}

/** What is asked for. */
export interface NewApiKey {
  readonly apiKey: JsonObject;
  /** The UUID or public id of the key to copy; null = none. */
  readonly sourceKeyId: string | null;
  readonly id?: string | undefined;
}

/**
 * Makes a key. Where neither the request nor the source says otherwise it has every endpoint, no attributes, and lasts as long as the
 * manager. It stands under the manager's plan and account, so that windows which an account shares stay shared, and is confined to the
 * manager's addresses. Refused: whatever would make it wider than the manager, and what `createKey` refuses.
 */
export async function createApiKey(world: World, caller: KeyManager, wanted: NewApiKey): Promise<Managed<CreatedApiKey>> {
  const asked = readNewKey(wanted.apiKey);
  if (!asked.ok) return refused(...inApiKey(asked.problems));
  // Whoever gives secrets could try which ones are taken.
  const wait = asked.value.key === undefined ? null : await admitGivenSecret(world, caller.actor);
  if (wait !== null) return refused(...asVendorNames([wait]));
  const outcome = await managing(world, caller, (change) => insertChild(change, caller, wanted, asked.value));
  if (isTakenSecret(outcome)) {
    await recordTakenSecret(world, caller.actor, { tenantId: caller.tenantId, api: "management", name: asked.value.name ?? "" });
  }
  return outcome.kind === "refused" ? refused(...asVendorNames(outcome.problems)) : outcome;
}

async function insertChild(change: Change, caller: KeyManager, wanted: NewApiKey, asked: AskedKey): Promise<Managed<CreatedApiKey>> {
  const manager = await readManager(change.tx, caller, change.atMs, []);
  if (manager === null) return BARRED;
  const source = wanted.sourceKeyId === null ? null : await readManaged(change.tx, caller, manager, wanted.sourceKeyId);
  if (wanted.sourceKeyId !== null && source === null) return refused(invalid("sourceKeyId", "There is no key with this id."));
  const fixed = judgeFixed(asked, caller);
  if (fixed.length > 0) return refused(...fixed);
  const input = judgeChild(asked, manager, source, {
    id: wanted.id,
    tenantId: asked.tenantId ?? caller.tenantId ?? source?.tenantId ?? null,
  });
  if (!input.ok) return refused(...input.problems);
  const { longestKeyDays } = await readSetting({ prisma: change.tx }, SECURITY);
  const problems = [...judgeAlone(input.value, longestKeyDays, change.atMs), ...excess(input.value, manager).map(tooWide)];
  if (problems.length > 0) return refused(...problems);
  const details = { madeWith: manager.publicId, secret: asked.key === undefined ? "minted" : "given" };
  const made = await insertKey(change, manager.createdBy, input.value, details);
  if (made.kind === "refused" || made.kind === "absent") return made;
  const row = await change.tx.key.findUniqueOrThrow({ where: { id: made.value.key.id } });
  return done({ key: viewApiKey(row), secret: made.value.secret });
}

/** What this API never sets. Another tenant is answered like one that does not exist. */
function judgeFixed({ keyManager, tenantId }: AskedKey, caller: KeyManager): Problem[] {
  const flag = keyManager === true ? [invalid("keyManager", "Key managers are made in the console only.")] : [];
  const isForeign = tenantId !== undefined && caller.tenantId !== null && tenantId !== caller.tenantId;
  return isForeign ? [...flag, invalid("tenantId", "There is no tenant with this id.")] : flag;
}

/** From what is asked, the source, and the manager, in this order. */
function judgeChild(
  asked: AskedKey,
  manager: PoweredKey,
  source: PoweredKey | null,
  fixed: { id: string | undefined; tenantId: string | null },
) {
  const given = {
    name: source?.name ?? `Made with ${manager.publicId}`,
    endpoints: source === null ? {} : powerOf(source).endpoints,
    attributes: source === null ? {} : attributesOf(source),
    metadata: source?.metadata ?? {},
    expiresAtMs: (source?.expiresAt ?? manager.expiresAt)?.getTime() ?? null,
  };
  const { permissions, ipAllowList, purpose } = source ?? manager;
  return judgeContent(asked, given, { ...fixed, plan: manager.planName, permissions, ipAllowList, purpose, secret: asked.key });
}

function excess(input: KeyInput, manager: PoweredKey): Dimension[] {
  const { permissions, endpoints, tenantId, ipAllowList, keyManager, expiresAt } = input;
  const expiresAtMs = expiresAt === null ? null : expiresAt.getTime();
  return excessOf({ ...powerOf(manager), permissions, endpoints, tenantId, ipAllowList, keyManager, expiresAtMs }, manager);
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
