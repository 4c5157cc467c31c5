// What the management API's operations on users take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { userObject, usersAnswer, userView } from "@/lib/core/schemas/user";
import { searchObject, searchQuery } from "@/lib/core/schemas/user-search";
import { answerContent, bodyContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

const TAG = "Users";

/** The body that makes a user. What may stand beside the user has no behaviour here. */
export const BODY: ObjectBody = {
  noun: "user",
  object: userObject,
  besides: [
    "applicationId",
    "currentPassword",
    "disableDomainBlock",
    "eventInfo",
    "sendSetPasswordEmail",
    "sendSetPasswordIdentityType",
    "skipVerification",
    "verificationIds",
  ],
};

/** The body that searches. */
export const SEARCH_BODY: ObjectBody = { noun: "search", object: searchObject, besides: ["expand"] };

/** The query that searches. */
export const SEARCH_QUERY = searchQuery;

/** The query that names one user; the first that has a value decides. */
export const SELECTORS = z.object({
  email: z.string().optional().meta({ description: "The user's e-mail address." }),
  username: z.string().optional().meta({ description: "The user's name for the sign-in." }),
  loginId: z.string().optional().meta({ description: "Either of the two." }),
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
} as const satisfies Readonly<Record<string, OperationFacts>>;
