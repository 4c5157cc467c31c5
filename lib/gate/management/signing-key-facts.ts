// What the API reference says about the operations on signing keys.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import {
  foundSigningKeys,
  signingKeyObject,
  signingKeyRename,
  signingKeySearch,
  signingKeysAnswer,
  signingKeyView,
} from "@/lib/core/schemas/signing-key";
import { answerContent, bodyContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

export const BODY: ObjectBody = { noun: "key", object: signingKeyObject, besides: ["replacesKeyId"] };
export const RENAME_BODY: ObjectBody = { noun: "key", object: signingKeyRename, besides: [] };
export const SEARCH_BODY: ObjectBody = { noun: "search", object: signingKeySearch, besides: [] };
export const ANSWER: ObjectAnswer = { noun: "key", schema: z.strictObject({ key: signingKeyView }) };

const TAG = "Signing keys";
const NOT_FOR_TENANT_KEYS = "A key that belongs to a tenant has no access: 401.";
const EXAMPLE = {
  id: "4e2b1c58-2f4e-4a52-9c1d-0e7a5b8c9d01",
  kid: "0f0b6a5e-9d0c-4c43-a3a6-5f1f5d4f7b02",
  name: "Sign-in",
  algorithm: "ES256",
  type: "EC",
  length: 256,
  publicKey: "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…\n-----END PUBLIC KEY-----\n",
  hasPrivateKey: true,
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
};
const SHOWN = answerContent(ANSWER, EXAMPLE);
const GIVEN = { ...bodyContent(BODY, { algorithm: "ES256", name: "Sign-in" }) };
const GENERATES =
  "Name the key in the `jwtConfiguration` of a tenant or an application (`accessTokenKeyId`) to sign with it. With `replacesKeyId` it signs at once wherever that key did; the old one verifies until no token of it can be left (`expirationInstant`).";

/** By operation. */
export const FACTS = {
  listSigningKeys: {
    id: "listSigningKeys",
    tag: TAG,
    summary: "List the signing keys",
    description: NOT_FOR_TENANT_KEYS,
    access: "key",
    answer: { schema: signingKeysAnswer, example: { keys: [EXAMPLE] } },
  },
  retrieveSigningKey: {
    id: "retrieveSigningKey",
    tag: TAG,
    summary: "Retrieve a signing key, without its private part",
    description: NOT_FOR_TENANT_KEYS,
    access: "key",
    answer: SHOWN,
  },
  generateSigningKey: {
    id: "generateSigningKey",
    tag: TAG,
    summary: "Generate a signing key",
    description: `${GENERATES} ${NOT_FOR_TENANT_KEYS}`,
    access: "key",
    body: GIVEN,
    answer: SHOWN,
  },
  generateSigningKeyWithId: {
    id: "generateSigningKeyWithId",
    tag: TAG,
    summary: "Generate a signing key with an id of your choice",
    description: `${GENERATES} ${NOT_FOR_TENANT_KEYS}`,
    access: "key",
    body: GIVEN,
    answer: SHOWN,
  },
  renameSigningKey: {
    id: "renameSigningKey",
    tag: TAG,
    summary: "Rename a signing key",
    description: NOT_FOR_TENANT_KEYS,
    access: "key",
    body: bodyContent(RENAME_BODY, { name: "Sign-in 2026" }),
    answer: SHOWN,
  },
  deleteSigningKey: {
    id: "deleteSigningKey",
    tag: TAG,
    summary: "Delete a signing key",
    description: `Its tokens count no more. Refused while the \`jwtConfiguration\` of a tenant or an application names it. ${NOT_FOR_TENANT_KEYS}`,
    access: "key",
    answer: null,
  },
  searchSigningKeys: {
    id: "searchSigningKeys",
    tag: TAG,
    summary: "Search the signing keys",
    description: `By name (\`*\` stands for any text), algorithm and type. ${NOT_FOR_TENANT_KEYS}`,
    access: "key",
    body: bodyContent(SEARCH_BODY, { name: "sign*", numberOfResults: 25 }),
    answer: { schema: foundSigningKeys, example: { keys: [EXAMPLE], total: 1 } },
  },
} as const satisfies Record<string, OperationFacts>;
