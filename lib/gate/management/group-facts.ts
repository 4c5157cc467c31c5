// What the management API's operations on groups take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { foundGroupsAnswer, groupObject, groupPatchObject, groupsAnswer, groupView, roleIdsField } from "@/lib/core/schemas/group";
import { groupSearchObject } from "@/lib/core/schemas/group-search";
import { answerContent, bodyContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

const TAG = "Groups";

/** The body that makes a group; the ids of its roles stand beside it. */
export const BODY: ObjectBody = { noun: "group", object: groupObject, besides: ["roleIds"] };

/** The body that patches one. */
export const PATCH: ObjectBody = { ...BODY, object: groupPatchObject };

/** The body that searches. */
export const SEARCH_BODY: ObjectBody = { noun: "search", object: groupSearchObject, besides: [] };

/** What stands beside a group. */
export const besideGroup = z.strictObject({ roleIds: roleIdsField.nullish() });

/** One group. */
export const SHOWN: ObjectAnswer = { noun: "group", schema: z.strictObject({ group: groupView }) };

const ROLE = { id: "7b6a5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d", name: "editor", isDefault: false, isSuperRole: false };
const EXAMPLE = {
  id: "6a1f0c58-2f4e-4a52-9c1d-0e7a5b8c9d01",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  name: "Editors",
  data: { team: "docs" },
  roles: { "2e1f0a9b-8c7d-4e6f-9a5b-4c3d2e1f0a9b": [ROLE] },
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
};

function given({ noun }: ObjectBody, group: z.ZodType, example: typeof GIVEN | { readonly data: null }) {
  const schema = z.strictObject({ [noun]: group, roleIds: roleIdsField.nullish() });
  return { schema, example: { [noun]: example, roleIds: [ROLE.id] } };
}

const GIVEN = { name: "Editors", data: { team: "docs" } } as const;
const shown = answerContent(SHOWN, EXAMPLE);
const found = { schema: foundGroupsAnswer, example: { groups: [EXAMPLE], total: 1 } };

const ROLES = "`roleIds` name roles of the tenant's applications: members who are registered there have them too.";
const STAYING = "Without `roleIds` the roles stay as they are.";

/** By operation. */
export const FACTS = {
  retrieveGroups: {
    id: "retrieveGroups",
    tag: TAG,
    summary: "List the groups that the key may see",
    access: "key",
    answer: { schema: groupsAnswer, example: { groups: [EXAMPLE] } },
  },
  retrieveGroup: { id: "retrieveGroup", tag: TAG, summary: "Retrieve a group", access: "key", answer: shown },
  createGroup: {
    id: "createGroup",
    tag: TAG,
    summary: "Create a group",
    description: ROLES,
    access: "key",
    body: given(BODY, groupObject, GIVEN),
    answer: shown,
  },
  createGroupWithId: {
    id: "createGroupWithId",
    tag: TAG,
    summary: "Create a group with an id of your choice",
    description: ROLES,
    access: "key",
    body: given(BODY, groupObject, GIVEN),
    answer: shown,
  },
  updateGroup: {
    id: "updateGroup",
    tag: TAG,
    summary: "Replace a group",
    description: `${STAYING} Tokens of applications whose roles are taken away end at once.`,
    access: "key",
    body: given(BODY, groupObject, GIVEN),
    answer: shown,
  },
  patchGroup: {
    id: "patchGroup",
    tag: TAG,
    summary: "Change a group by a merge patch",
    description: `RFC 7396: \`null\` removes, what is left out stays. ${STAYING}`,
    access: "key",
    body: given(PATCH, groupPatchObject, { data: null }),
    answer: shown,
  },
  deleteGroup: {
    id: "deleteGroup",
    tag: TAG,
    summary: "Delete a group",
    description: "Its members stay users. Tokens of applications whose roles it gave end at once.",
    access: "key",
    answer: null,
  },
  searchGroups: {
    id: "searchGroups",
    tag: TAG,
    summary: "Search for groups",
    description: "`name` is a text that the group's name contains; `*` stands for any text.",
    access: "key",
    body: bodyContent(SEARCH_BODY, { name: "edit", orderBy: "name ASC" }),
    answer: found,
  },
} as const satisfies Readonly<Record<string, OperationFacts>>;
