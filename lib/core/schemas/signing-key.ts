// A signing key as it comes in and as it leaves: never with its private part.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { KEY_TYPES } from "@/lib/core/tokens/select-keys";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import { type Checked, check, type Problem } from "./problem";
import { nameText, storableText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

export const TOKEN_ALGORITHMS = Object.keys(KEY_TYPES) as readonly TokenAlgorithm[];

/** The vendor's words for what a JWK calls `kty`. */
export const SIGNING_KEY_TYPES = ["RSA", "EC", "OKP", "HMAC"] as const;
export type SigningKeyType = (typeof SIGNING_KEY_TYPES)[number];

/** Bits that a key of that algorithm can have; the first is what it has when nobody asks. RSA keys beyond take minutes to make. */
const LENGTHS: Readonly<Record<SigningKeyType, readonly number[]>> = { RSA: [2048, 3072, 4096], EC: [], OKP: [256], HMAC: [256] };
const CURVE_LENGTHS: Readonly<Partial<Record<TokenAlgorithm, number>>> = { ES256: 256, ES384: 384 };

/** The type of keys for that algorithm. */
export function signingKeyType(algorithm: TokenAlgorithm): SigningKeyType {
  const type = KEY_TYPES[algorithm];
  return type === "oct" ? "HMAC" : type;
}

/** The lengths in bits that a key for that algorithm can have, the usual one first. */
export function lengthsOf(algorithm: TokenAlgorithm): readonly number[] {
  const curve = CURVE_LENGTHS[algorithm];
  return curve === undefined ? LENGTHS[signingKeyType(algorithm)] : [curve];
}

const NAMES: VendorNames = {
  own: ["algorithm", "length", "name"],
  kept: [],
  ignored: [
    "certificate",
    "certificateInformation",
    "expirationInstant",
    "hasPrivateKey",
    "id",
    "insertInstant",
    "issuer",
    "kid",
    "lastUpdateInstant",
    "privateKey",
    "publicKey",
    "secret",
    "type",
  ],
};

/** The vendor's client calls EdDSA by its curve. */
const algorithm = z
  .string()
  .pipe(z.enum([...TOKEN_ALGORITHMS, "Ed25519"], `Keys can be for ${TOKEN_ALGORITHMS.join(", ")}.`))
  .transform((name): TokenAlgorithm => (name === "Ed25519" ? "EdDSA" : name));

const generateFields = z.strictObject({ algorithm, length: z.int().optional(), name: nameText(255).optional() });
const renameFields = z.strictObject({ name: nameText(255) });

/** The body's key, for those who write clients. */
export const signingKeyObject = vendorObject(NAMES, generateFields).meta({
  id: "SigningKeyRequest",
  description: "A signing key to be made. `length` is for RSA: 2048, 3072 or 4096 bits.",
});

/** The body's key when it is renamed: everything else about a key stays. */
export const signingKeyRename = vendorObject(
  { ...NAMES, own: ["name"], ignored: [...NAMES.ignored, "algorithm", "length"] },
  renameFields,
).meta({
  id: "SigningKeyRename",
});

/** A signing key to be made. */
export interface SigningKeyInput {
  readonly algorithm: TokenAlgorithm;
  readonly length: number;
  readonly name: string | null;
}

/** Checks a key as a client sends it. */
export function readSigningKeyInput(key: JsonObject): Checked<SigningKeyInput> {
  const { own, problems } = sortNames(NAMES, key);
  const checked = check(generateFields, own, problems);
  if (!checked.ok) return checked;
  const lengths = lengthsOf(checked.value.algorithm);
  const { name = null, length = lengths[0] ?? 0 } = checked.value;
  if (lengths.includes(length)) return { ok: true, value: { algorithm: checked.value.algorithm, length, name } };
  const problem: Problem = { field: "length", code: "invalid", message: `Keys of this algorithm have ${lengths.join(", ")} bits.` };
  return { ok: false, problems: [problem] };
}

/** Checks a new name as a client sends it. */
export function readSigningKeyName(key: JsonObject): Checked<{ readonly name: string }> {
  const { own, problems } = sortNames({ ...NAMES, own: ["name"], ignored: [...NAMES.ignored, "algorithm", "length"] }, key);
  return check(renameFields, own, problems);
}

/** A signing key as it leaves. */
export const signingKeyView = z
  .strictObject({
    id: z.string(),
    kid: z.string(),
    name: z.string(),
    algorithm: z.enum(TOKEN_ALGORITHMS),
    type: z.enum(SIGNING_KEY_TYPES),
    length: z.int(),
    publicKey: z.string().optional(),
    hasPrivateKey: z.boolean(),
    expirationInstant: z.int().optional(),
    insertInstant: z.int(),
    lastUpdateInstant: z.int(),
  })
  .meta({
    id: "SigningKey",
    description:
      "A key that signs tokens. `publicKey` is PEM; a shared (HMAC) key has none. From `expirationInstant` on its tokens count no more. Instants are milliseconds since 1970.",
  });

export type SigningKeyView = z.output<typeof signingKeyView>;

/** What lists keys. */
export const signingKeysAnswer = z.strictObject({ keys: z.array(signingKeyView) }).meta({ id: "SigningKeys" });

/** What a search finds. */
export const foundSigningKeys = z.strictObject({ keys: z.array(signingKeyView), total: z.int() }).meta({ id: "FoundSigningKeys" });

const ORDER_NAMES = ["id", "name", "insertInstant"] as const;
const ORDER = /^(id|name|insertInstant)(?: (asc|desc|ASC|DESC))?$/;
const MOST_RESULTS = 1000;

const searchFields = z.strictObject({
  algorithm: algorithm.optional(),
  name: storableText(255).optional(),
  type: z.enum(SIGNING_KEY_TYPES).optional(),
  numberOfResults: z.int().min(0).max(MOST_RESULTS).default(25),
  startRow: z.int().min(0).max(2_147_483_647).default(0),
  orderBy: z
    .string()
    .regex(ORDER, `Results can be ordered by ${ORDER_NAMES.join(", ")}, each with ASC or DESC.`)
    .default("name ASC"),
});

const SEARCH_NAMES: VendorNames = { own: Object.keys(searchFields.shape), kept: [], ignored: [] };

/** The body's search, for those who write clients. */
export const signingKeySearch = vendorObject(SEARCH_NAMES, searchFields).meta({ id: "SigningKeySearch" });

/** A search for signing keys. */
export interface SigningKeySearch extends Omit<z.output<typeof searchFields>, "orderBy"> {
  readonly order: { readonly by: (typeof ORDER_NAMES)[number]; readonly direction: "asc" | "desc" };
}

/** Checks a search as a client sends it. */
export function readSigningKeySearch(search: JsonObject): Checked<SigningKeySearch> {
  const { own, problems } = sortNames(SEARCH_NAMES, search);
  const checked = check(searchFields, own, problems);
  if (!checked.ok) return checked;
  const { orderBy, ...rest } = checked.value;
  const [, given, direction] = ORDER.exec(orderBy) ?? [];
  const by = ORDER_NAMES.find((name) => name === given) ?? "name";
  return { ok: true, value: { ...rest, order: { by, direction: direction?.toLowerCase() === "desc" ? "desc" : "asc" } } };
}
