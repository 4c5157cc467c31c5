// `keyfuse keys …`: create, list, show, rotate, revoke.

import { type Command, InvalidArgumentError, Option } from "commander";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { createKey } from "@/lib/manage/keys/create-key";
import { showKey } from "@/lib/manage/keys/find-key";
import { listKeys } from "@/lib/manage/keys/list-keys";
import { revokeKey } from "@/lib/manage/keys/revoke-key";
import { rotateKey } from "@/lib/manage/keys/rotate-key";
import {
  ACTOR,
  type CommonOptions,
  carriedOut,
  RefusedError,
  readInput,
  readUuidOption,
  replyPrepared,
  replyWith,
  type Session,
  table,
} from "./session";

interface CreateOptions extends CommonOptions {
  readonly api: string;
  readonly name: string;
  readonly id?: string;
  readonly plan?: string;
  readonly tenant?: string;
  readonly description?: string;
  readonly purpose?: string;
  readonly permission?: readonly string[];
  readonly endpoint?: Readonly<Record<string, readonly string[]>>;
  readonly ip?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly expires?: string;
  readonly keyManager?: boolean;
  readonly secretFile?: string;
}

interface RotateOptions extends CommonOptions {
  readonly leaked?: boolean;
  /** Seconds. */
  readonly overlap?: number;
}

interface ListOptions extends CommonOptions {
  readonly api?: string;
  readonly tenant?: string;
  readonly limit?: number;
  readonly after?: string;
}

const DAY_MS = 86_400_000;
const NO_KEY = "There is no key with this id.";

/** Adds the noun to the program. */
export function addKeysCommands(program: Command, session: Session): void {
  const keys = program.command("keys").description("keys of protected APIs");
  addCreate(keys, session);
  addRotate(keys, session);
  keys
    .command("list")
    .description("list keys, newest first")
    .option("--api <slug>", "only keys of this API")
    .option("--tenant <uuid>", "only keys of this tenant", readUuidOption)
    .option("--limit <count>", "at most so many (1–1000)", readCount)
    .option("--after <uuid>", "those after this key", readUuidOption)
    .option("--json", "print one JSON document")
    .action((options: ListOptions) =>
      replyWith(session, options, async ({ world }) => {
        const { api, tenant: tenantId, limit, after: afterId } = options;
        const found = await listKeys(world, { api, tenantId, limit, afterId });
        const rows = found.map((key) => [key.publicId, key.api, key.plan, key.state, key.name]);
        return { json: found, text: table(["ID", "API", "PLAN", "STATE", "NAME"], rows) };
      }),
    );
  keys
    .command("show <id>")
    .description("show one key, by UUID or key_ id; never its secret")
    .option("--json", "print one JSON document")
    .action((id: string, options: CommonOptions) =>
      replyWith(session, options, async ({ world }) => {
        const key = await showKey(world, EVERYTHING, id);
        if (key === null) throw new RefusedError(NO_KEY);
        return { json: key, text: describeKey(key) };
      }),
    );
  keys
    .command("revoke <id>")
    .description("revoke a key for good; once this returns, the serving process refuses it")
    .option("--json", "print one JSON document")
    .action((id: string, options: CommonOptions) =>
      replyWith(session, options, async ({ world }) => {
        const key = carriedOut(await revokeKey(world, ACTOR, id), NO_KEY);
        return { json: key, text: `${key.publicId} (${key.name}) is revoked.` };
      }),
    );
}

function addCreate(keys: Command, session: Session): void {
  keys
    .command("create")
    .description("create a key and print its secret, this once")
    .requiredOption("--api <slug>", "the API it opens")
    .requiredOption("--name <name>", "what people call it")
    .option("--id <key_id>", "an id of your choice: key_ and 10 digits")
    .option("--plan <name>", "a plan of the API")
    .option("--tenant <uuid>", "the tenant it belongs to, for life", readUuidOption)
    .option("--description <text>")
    .option("--purpose <word>", "such as development or production")
    .addOption(new Option("--permission <name...>", "what it may do (default: everything)"))
    .option("--endpoint <template=METHODS>", "such as /v0/payments=GET,POST; repeatable (default: every one)", readGrant, {})
    .addOption(new Option("--ip <block...>", "addresses or CIDR blocks it may be used from (default: any)"))
    .option("--metadata <json>", "a JSON object of yours", readObject)
    .option("--expires <when>", "an instant such as 2027-01-31T12:00:00Z, or days such as 90d (default: never)")
    .option("--key-manager", "may create keys through the management API")
    .option("--secret-file <file>", "take the secret from this file (- = standard input) instead of minting one")
    .option("--json", "print one JSON document")
    .action((options: CreateOptions) =>
      replyPrepared(session, options, async ({ world }) => {
        const fields = await keyFields(options, world.nowMs());
        const { key, secret } = carriedOut(await createKey(world, ACTOR, fields), NO_KEY);
        const text = `${describeKey(key)}\n\nThe secret, shown only now:\n${secret.reveal()}`;
        return { json: { ...key, secret: secret.reveal() }, text };
      }),
    );
}

function addRotate(keys: Command, session: Session): void {
  keys
    .command("rotate <id>")
    .description("give a key a new secret and print it, this once; the old one lives on for a while")
    .option("--overlap <span>", "how long the old secret lives on: 0, or such as 30m, 24h, 7d (at most 30d; default: 24h)", readSpan)
    .option("--leaked", "somebody else may know the old secret: it is refused at once, and its tokens too (default overlap: 0)")
    .option("--json", "print one JSON document")
    .action((id: string, options: RotateOptions) =>
      replyWith(session, options, async ({ world }) => {
        const fields = { reason: options.leaked === true ? "leaked" : "routine", overlapSeconds: options.overlap };
        const { key, secret } = carriedOut(await rotateKey(world, ACTOR, id, fields), NO_KEY);
        const text = `${describeKey(key)}\n\nThe new secret, shown only now:\n${secret.reveal()}`;
        return { json: { ...key, secret: secret.reveal() }, text };
      }),
    );
}

async function keyFields(options: CreateOptions, nowMs: number): Promise<Record<string, unknown>> {
  return {
    api: options.api,
    name: options.name,
    publicId: options.id,
    plan: options.plan,
    tenantId: options.tenant,
    description: options.description,
    purpose: options.purpose,
    permissions: options.permission,
    endpoints: options.endpoint,
    ipAllowList: options.ip,
    metadata: options.metadata,
    keyManager: options.keyManager,
    expiresAt: options.expires === undefined ? undefined : expiryOf(options.expires, nowMs),
    secret: options.secretFile === undefined ? undefined : (await readInput(options.secretFile)).trim(),
  };
}

/** `90d` is so many days from now; everything else is for the use case to judge. */
function expiryOf(when: string, nowMs: number): string {
  const days = /^(\d{1,5})d$/.exec(when)?.[1];
  return days === undefined ? when : new Date(nowMs + Number(days) * DAY_MS).toISOString();
}

function describeKey(key: KeyView): string {
  const facts: readonly (readonly [string, string])[] = [
    ["id", key.publicId],
    ["uuid", key.id],
    ["name", key.name],
    ["api", key.api],
    ["plan", key.plan],
    ["state", key.state],
    ["tenant", key.tenantId ?? "–"],
    ["permissions", key.permissions.join(", ") || "none"],
    ["endpoints", Object.keys(key.endpoints).length === 0 ? "every one" : JSON.stringify(key.endpoints)],
    ["expires", key.expiresAt ?? "never"],
    [
      "secret",
      key.secrets
        .filter(({ state }) => state !== "ended")
        .map(describeSecret)
        .join(", "),
    ],
  ];
  return facts.map(([name, value]) => `${name.padEnd(12)}${value}`).join("\n");
}

function describeSecret({ preview, retiresAt }: KeyView["secrets"][number]): string {
  return retiresAt === null ? preview : `${preview} (until ${retiresAt})`;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `24h` in seconds; a bare number is seconds. */
function readSpan(text: string): number {
  const [, count, unit = ""] = /^(\d{1,7})([smhd]?)$/.exec(text) ?? [];
  const seconds = UNIT_SECONDS[unit];
  if (count === undefined || seconds === undefined) throw new InvalidArgumentError("It must be a time such as 30m, 24h or 7d.");
  return Number(count) * seconds;
}

function readCount(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function readGrant(text: string, grants: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  const mark = text.lastIndexOf("=");
  if (mark < 1) throw new InvalidArgumentError("It must be a path template, = and methods.");
  return { ...grants, [text.slice(0, mark)]: text.slice(mark + 1).split(",") };
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError("It must be a JSON object.");
}
