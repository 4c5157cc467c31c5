// What the management API's operations on registrations take and give.
import { z } from "zod";
import type { JsonContent, OperationFacts } from "@/lib/core/openapi/operation-facts";
import { registrationObject, registrationPatchObject, registrationView } from "@/lib/core/schemas/registration";
import { anyJson } from "@/lib/core/schemas/texts";
import { userObject, userView } from "@/lib/core/schemas/user";
import { answerContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

const TAG = "Registrations";

/** What may stand beside the registration without behaviour here. */
const BESIDES = [
  "disableDomainBlock",
  "eventInfo",
  "generateAuthenticationToken",
  "sendSetPasswordEmail",
  "sendSetPasswordIdentityType",
  "skipRegistrationVerification",
  "skipVerification",
  "verificationIds",
];

/** The body that registers; a user beside the registration is made with it. */
export const BODY: ObjectBody = { noun: "registration", object: registrationObject, besides: [...BESIDES, "user"] };

/** The body that patches one. */
export const PATCH: ObjectBody = { ...BODY, object: registrationPatchObject };

/** One registration. */
export const SHOWN: ObjectAnswer = { noun: "registration", schema: z.strictObject({ registration: registrationView }) };

/** A registration and its user. */
export const registeredAnswer = z.strictObject({ registration: registrationView, user: userView });

const REGISTRATION = {
  id: "4d3c2b1a-0f9e-4d8c-8b7a-6a5b4c3d2e1f",
  applicationId: "2e1f0a9b-8c7d-4e6f-9a5b-4c3d2e1f0a9b",
  roles: ["editor"],
  username: "ada",
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
};
const USER = {
  id: "9f8b7a6c-5d4e-4f3a-8b2c-1d0e9f8a7b6c",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  active: true,
  email: "ada@example.com",
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
  memberships: [],
  registrations: [REGISTRATION],
};
const GIVEN = { applicationId: REGISTRATION.applicationId, roles: ["editor"], username: "ada" };
const registered: JsonContent = { schema: registeredAnswer, example: { registration: REGISTRATION, user: USER } };

function body(object: z.ZodType, example: JsonContent["example"]): JsonContent {
  const others = Object.fromEntries(BESIDES.map((name) => [name, anyJson.optional()]));
  return { schema: z.strictObject({ registration: object, user: userObject.nullish(), ...others }), example };
}

const ROLES = "Roles must exist on the application; where none is named, a new registration has the default ones.";
const NARROWED = "Who loses a role is signed out of that application, and the user's tokens end at once.";

/** By operation. */
export const FACTS = {
  createRegistered: {
    id: "createUserAndRegistration",
    tag: TAG,
    summary: "Create a user who is registered with an application",
    description: `Makes both or neither. The application says whose tenant it is. ${ROLES}`,
    access: "key",
    body: body(registrationObject, { user: { email: "ada@example.com", password: "correct horse battery" }, registration: GIVEN }),
    answer: registered,
  },
  register: {
    id: "createRegistration",
    tag: TAG,
    summary: "Register a user with an application",
    description: `With a \`user\` in the body, that user is made with this id. ${ROLES}`,
    access: "key",
    body: body(registrationObject, { registration: GIVEN }),
    answer: registered,
  },
  updateRegistration: {
    id: "updateRegistration",
    tag: TAG,
    summary: "Replace a registration",
    description: `What is left out is removed, roles too. ${NARROWED}`,
    access: "key",
    body: body(registrationObject, { registration: GIVEN }),
    answer: registered,
  },
  patchRegistration: {
    id: "patchRegistration",
    tag: TAG,
    summary: "Change a registration by a merge patch",
    description: `RFC 7396: \`null\` removes, what is left out stays. ${NARROWED}`,
    access: "key",
    body: body(registrationPatchObject, { registration: { applicationId: REGISTRATION.applicationId, username: null } }),
    answer: registered,
  },
  retrieveRegistration: {
    id: "retrieveRegistration",
    tag: TAG,
    summary: "Retrieve a registration",
    access: "key",
    answer: answerContent(SHOWN, REGISTRATION),
  },
  deleteRegistration: {
    id: "deleteRegistration",
    tag: TAG,
    summary: "Remove a registration",
    description: "Signs the user out of that application and ends the user's tokens at once.",
    access: "key",
    answer: null,
  },
} as const satisfies Readonly<Record<string, OperationFacts>>;
