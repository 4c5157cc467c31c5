// Tenants of the FusionAuth dialect: one, several, foreign, unknown and contradicting.

import {
  absent,
  authorization,
  byEmail,
  byId,
  get,
  newGroup,
  newUser,
  OTHER_TENANT,
  RANDOM_ID,
  self,
  tenant,
  tenantRequired,
  unauthorized,
  unknownTenant,
  user,
} from "./fusionauth-words";
import { having, page, type Row, rule } from "./row";
import { MANAGEMENT_SECRETS as KEY } from "./secrets";
import { APPLE_USER, DEFAULT_TENANT, PIPER_USER } from "./world";
import { PIED_PIPER } from "./world-keys";

export const tenantRows: Row[] = [
  {
    promise: "the page's call with the tenant in a header",
    quote: page("-H 'X-FusionAuth-TenantId: 6c9e9669-9670-4f85-9f16-8396c2206f7f'"),
    request: newGroup("Admin", authorization("bf69486b-4733-4470-a592-f1bfce7af580"), tenant("6c9e9669-9670-4f85-9f16-8396c2206f7f")),
    expect: { status: 200, json: having({ group: having({ name: "Admin", tenantId: PIED_PIPER }) }) },
  },
  {
    promise: "the page's call with a key of the tenant",
    quote: page("using the tenant-scoped API key"),
    request: newGroup("Admins", authorization("oa06-d9uxCHTorBOkVdh_QzsX_iEEYARGv8udnMMLJ8")),
    expect: { status: 200, json: having({ group: having({ name: "Admins", tenantId: PIED_PIPER }) }) },
  },
  {
    promise: "the tenant header in lower case",
    quote: rule("header names are case-insensitive"),
    request: byEmail(authorization(KEY.global), ["x-fusionauth-tenantid", PIED_PIPER]),
    expect: user(PIPER_USER),
  },
  ...(
    [
      ["a user by e-mail", byEmail(authorization(KEY.global))],
      ["a new user", newUser("new@example.com", authorization(KEY.global))],
      ["a new group", newGroup("Nowhere", authorization(KEY.global))],
      ["a user by e-mail, with an empty tenant header", byEmail(authorization(KEY.global), tenant(""))],
    ] as const
  ).map(
    ([promise, request]): Row => ({
      promise: `${promise} is ambiguous without a tenant`,
      quote: page("you will receive a 400 response code with the following response body"),
      request,
      expect: tenantRequired,
    }),
  ),
  {
    promise: "a user by id needs no tenant",
    quote: page("the Tenant Id is not required because the User Id is unique across all tenants"),
    request: byId(PIPER_USER, authorization(KEY.global)),
    expect: user(PIPER_USER),
  },
  {
    promise: "the e-mail within one tenant",
    quote: page("an email address is not unique across all tenants"),
    request: byEmail(authorization(KEY.global), tenant(DEFAULT_TENANT)),
    expect: user(APPLE_USER),
  },
  {
    promise: "the e-mail by a tenant's key",
    quote: page("you will only be able to operate on users, applications, and groups in the selected tenant"),
    request: byEmail(authorization(KEY.piedPiper)),
    expect: user(PIPER_USER),
  },
  {
    promise: "the e-mail by a tenant's key with its own tenant named",
    quote: page("you will only be able to operate on users, applications, and groups in the selected tenant"),
    request: byEmail(authorization(KEY.piedPiper), tenant(PIED_PIPER)),
    expect: user(PIPER_USER),
  },
  ...(
    [
      ["another tenant's user by id, the tenant in the header", byId(APPLE_USER, authorization(KEY.global), tenant(PIED_PIPER))],
      ["another tenant's user by id, with a tenant's key", byId(APPLE_USER, authorization(KEY.piedPiper))],
      ["nobody's id, with a tenant's key", byId(RANDOM_ID, authorization(KEY.piedPiper))],
      ["nobody's id, with a global key", byId(RANDOM_ID, authorization(KEY.global))],
      ["a header that contradicts the key's tenant, by id", byId(PIPER_USER, authorization(KEY.piedPiper), tenant(DEFAULT_TENANT))],
      ["a header that contradicts the key's tenant, by foreign id", byId(APPLE_USER, authorization(KEY.piedPiper), tenant(DEFAULT_TENANT))],
    ] as const
  ).map(
    ([promise, request]): Row => ({
      promise: `${promise} → 404 without a body`,
      quote: page("the API will return an error indicating the object could not be found by returning a 404 status code"),
      request,
      expect: absent,
    }),
  ),
  {
    promise: "a header that contradicts the key's tenant, on create",
    quote: rule("A header that contradicts the key's tenant ⇒ 404 by id, 400 on create"),
    request: newGroup("Contradiction", authorization(KEY.piedPiper), tenant(DEFAULT_TENANT)),
    expect: { status: 400, json: having({}) },
  },
  {
    promise: "an unknown tenant",
    quote: rule("Unknown or malformed tenant id ⇒ 400 fieldErrors.tenantId"),
    request: byEmail(authorization(KEY.global), tenant(OTHER_TENANT)),
    expect: unknownTenant,
  },
  {
    promise: "a malformed tenant",
    quote: rule("Unknown or malformed tenant id ⇒ 400 fieldErrors.tenantId"),
    request: byEmail(authorization(KEY.global), tenant("pied-piper")),
    expect: unknownTenant,
  },
  {
    promise: "an unknown tenant without a good key",
    quote: rule("lookup → … → tenant"),
    request: byEmail(authorization("nobody-has-this"), tenant(OTHER_TENANT)),
    expect: unauthorized,
  },
  {
    promise: "two lines of the tenant header",
    quote: rule("two lines of a credential or tenant header → refused 400"),
    request: byEmail(authorization(KEY.global), tenant(PIED_PIPER), tenant(DEFAULT_TENANT)),
    expect: { status: 400, json: having({}) },
    needs: ["raw-lines"],
  },
  {
    promise: "another tenant's user is absent from searches",
    quote: rule("Another tenant's object ⇒ 404 … and absent from searches"),
    request: get(`/api/user/search?ids=${APPLE_USER}&ids=${PIPER_USER}`, authorization(KEY.piedPiper)),
    expect: { status: 200, json: having({ users: [having({ id: PIPER_USER })], total: 1 }) },
  },
];

export const oneTenantRows: Row[] = (
  [
    ["a user by e-mail", byEmail(authorization(KEY.global)), user(APPLE_USER)],
    [
      "a new group",
      newGroup("Sole", authorization(KEY.global)),
      { status: 200, json: having({ group: having({ name: "Sole", tenantId: DEFAULT_TENANT }) }) },
    ],
    [
      "a new user",
      newUser("sole@example.com", authorization(KEY.global)),
      { status: 200, json: having({ user: having({ email: "sole@example.com" }) }) },
    ],
    ["a user by id", byId(APPLE_USER, authorization(KEY.global)), user(APPLE_USER)],
    ["the only tenant named", byEmail(authorization(KEY.global), tenant(DEFAULT_TENANT)), user(APPLE_USER)],
    ["an unknown tenant named", byEmail(authorization(KEY.global), tenant(OTHER_TENANT)), unknownTenant],
    ["a token", self(authorization("Bearer {token:apple}")), user(APPLE_USER)],
    ["no credential", byEmail(), unauthorized],
  ] as const
).map(([promise, request, expect]) => ({
  promise: `with one tenant: ${promise}`,
  quote: page("once more than one tenant exists, you may no longer retrieve a user by email address without specifying the Tenant Id"),
  request,
  expect,
  tenants: 1,
}));
