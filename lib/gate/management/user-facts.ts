// What the management API's operations on users take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { anyJson, storableText, uuidText } from "@/lib/core/schemas/texts";
import { userObject, userPatchObject, usersAnswer, userView } from "@/lib/core/schemas/user";
import { searchObject, searchQuery } from "@/lib/core/schemas/user-search";
import { answerContent, bodyContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

const TAG = "Users";
/** The vendor's kinds of names for a sign-in. */
const LOGIN_ID_TYPES = ["email", "phoneNumber", "username"] as const;
/** More than this many in one transaction would keep every other change of the tenant waiting. */
export const MOST_REMOVED = 1000;

/** The body that makes a user. What may stand beside the user has no behaviour here. */
export const BODY: ObjectBody = {
  noun: "user",
  object: userObject,
  besides: [
    "applicationId",
    "currentPassword",
    "disableDomainBlock",
    "eventInfo",
    "passwordFieldType",
    "sendSetPasswordEmail",
    "sendSetPasswordIdentityType",
    "skipVerification",
    "verificationIds",
  ],
};

/** The body that patches one. */
export const PATCH: ObjectBody = { ...BODY, object: userPatchObject };

/** The body that searches. */
export const SEARCH_BODY: ObjectBody = { noun: "search", object: searchObject, besides: ["expand"] };

/** The query that searches. */
export const SEARCH_QUERY = searchQuery;

/** The query that names one user; the first that has a value decides. */
export const SELECTORS = z.object({
  email: z.string().optional().meta({ description: "The user's e-mail address." }),
  username: z.string().optional().meta({ description: "The user's name for the sign-in." }),
  loginId: z.string().optional().meta({ description: "Either of the two." }),
  loginIdTypes: z
    .array(z.enum(LOGIN_ID_TYPES))
    .optional()
    .meta({ description: "What `loginId` may be; left out: an e-mail address or a username. No phone number names a user here." }),
});

/** What a call that changes a user may say in its query. */
export const UPDATE_QUERY = z.object({
  reactivate: z.enum(["true", "false"]).optional().meta({ description: "`true` lets a deactivated user in again; the body is not read." }),
});

/** What a removal may say in its query. */
export const REMOVAL_QUERY = z.object({
  hardDelete: z.enum(["true", "false"]).optional().meta({ description: "`true` deletes for good; else the user is deactivated." }),
});

/** The body of a removal; the query decides over it. */
export const removalBody = z.strictObject({ hardDelete: z.boolean().nullish(), eventInfo: anyJson.optional() });

const LIMIT = "Of users that a search finds, no more than this are removed: 1,000 at most and by default.";

/** What a removal of many may say in its query. */
export const BULK_QUERY = z.object({
  userId: z.array(z.string()).optional().meta({ description: "Ids of users. Repeat the name for each." }),
  queryString: z.string().optional(),
  hardDelete: z.enum(["true", "false"]).optional(),
  dryRun: z.enum(["true", "false"]).optional().meta({ description: "`true` changes nothing and tells who would be removed." }),
  limit: z.string().optional().meta({ description: LIMIT }),
});

/** The body of a removal of many; the query decides over it. */
export const bulkBody = z.strictObject({
  userIds: z.array(uuidText).max(MOST_REMOVED).nullish(),
  queryString: storableText(255).nullish(),
  hardDelete: z.boolean().nullish(),
  dryRun: z.boolean().nullish(),
  limit: z.int().min(1).max(MOST_REMOVED).nullish().meta({ description: LIMIT }),
  eventInfo: anyJson.optional(),
});

/** What a removal of many came to. */
export const bulkAnswer = z.strictObject({
  dryRun: z.boolean(),
  hardDelete: z.boolean(),
  total: z.int().min(0),
  userIds: z.array(z.string()),
});

/** One user. */
export const SHOWN: ObjectAnswer = { noun: "user", schema: z.strictObject({ user: userView }) };

const EXAMPLE = {
  id: "9f8b7a6c-5d4e-4f3a-8b2c-1d0e9f8a7b6c",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  active: true,
  email: "ada@example.com",
  firstName: "Ada",
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
  memberships: [],
  registrations: [],
};
const given = bodyContent(BODY, { email: "ada@example.com", password: "correct horse battery", firstName: "Ada" });
const shown = answerContent(SHOWN, EXAMPLE);
const found = { schema: usersAnswer, example: { users: [EXAMPLE], total: 1 } };

const NEW_PASSWORD = "A new password ends the user's sessions and tokens.";
const SEARCHED =
  "`queryString` is a text that one of the user's names contains; `*` stands for any text, and `email:…` looks into one field alone.";

/** By operation. */
export const FACTS = {
  retrieveUser: {
    id: "retrieveUser",
    tag: TAG,
    summary: "Retrieve a user by e-mail address or username",
    description: "With an API key, name the user by one of the query values. With a user's token and no key, the answer is that user.",
    access: "token-or-key",
    query: SELECTORS,
    answer: shown,
  },
  retrieveUserById: { id: "retrieveUserById", tag: TAG, summary: "Retrieve a user", access: "key", answer: shown },
  createUser: { id: "createUser", tag: TAG, summary: "Create a user", access: "key", body: given, answer: shown },
  createUserWithId: {
    id: "createUserWithId",
    tag: TAG,
    summary: "Create a user with an id of your choice",
    access: "key",
    body: given,
    answer: shown,
  },
  searchUsersByQuery: {
    id: "searchUsersByQuery",
    tag: TAG,
    summary: "Search for users by query",
    description: SEARCHED,
    access: "key",
    query: SEARCH_QUERY,
    answer: found,
  },
  searchUsersByBody: {
    id: "searchUsersByBody",
    tag: TAG,
    summary: "Search for users by body",
    description: SEARCHED,
    access: "key",
    body: bodyContent(SEARCH_BODY, { queryString: "*@example.com", sortFields: [{ name: "email", order: "asc" }] }),
    answer: found,
  },
  updateUser: {
    id: "updateUser",
    tag: TAG,
    summary: "Replace a user, or reactivate one",
    description: `What is left out is removed, but the password stays. ${NEW_PASSWORD}`,
    access: "key",
    query: UPDATE_QUERY,
    body: given,
    answer: shown,
  },
  patchUser: {
    id: "patchUser",
    tag: TAG,
    summary: "Change a user by a merge patch",
    description: `RFC 7396: \`null\` removes, what is left out stays. ${NEW_PASSWORD}`,
    access: "key",
    body: bodyContent(PATCH, { firstName: "Augusta", lastName: null }),
    answer: shown,
  },
  deleteUser: {
    id: "deleteUser",
    tag: TAG,
    summary: "Deactivate or delete a user",
    description: "Either way the user's sessions and tokens end at once. A body `{hardDelete}` says the same as the query.",
    access: "key",
    query: REMOVAL_QUERY,
    answer: null,
  },
  deleteUsers: {
    id: "deleteUsers",
    tag: TAG,
    summary: "Deactivate or delete many users",
    description:
      "By ids, or by a `queryString` as searches take it, in the query or in a body `{userIds, queryString, hardDelete, dryRun, limit}`. " +
      "`userIds` of the answer are those that were found; ids that name nobody are left out.",
    access: "key",
    query: BULK_QUERY,
    answer: { schema: bulkAnswer, example: { dryRun: false, hardDelete: false, total: 1, userIds: [EXAMPLE.id] } },
  },
} as const satisfies Readonly<Record<string, OperationFacts>>;
