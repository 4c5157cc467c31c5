// The words of the FusionAuth dialect and of its management API, for the rows about it.
import { type Answered, type Call, type Expected, having, type Row } from "./row";
import { SHARED_EMAIL } from "./world";

/** A header line as a client writes it. */
export type HeaderLine = Call["headers"][number];

/** A 401 of this dialect: nothing but the status. */
export const unauthorized: Answered = { status: 401, empty: true };
export const absent: Answered = { status: 404, empty: true };
export const general = (status: number, code: Expected, message: Expected = /\S/): Answered => ({
  status,
  json: { generalErrors: [{ code, message }] },
});
export const several = general(400, "[MultipleCredentials]");
export const tenantRequired = general(
  400,
  "[TenantIdRequired]",
  "A Tenant Id is required to complete this request. To complete this request, you may assign a Tenant to your API key, or add the X-FusionAuth-TenantId HTTP request header with the Tenant Id.",
);
export const unknownTenant: Answered = {
  status: 400,
  json: having({ fieldErrors: having({ tenantId: [having({ code: /^\[.+\]/, message: /\S/ })] }) }),
};
export const user = (id: string): Answered => ({ status: 200, json: having({ user: having({ id, email: SHARED_EMAIL }) }) });

export const RANDOM_ID = "5f0d0b5e-9a3c-4f7b-8b1d-0c6a2e4d8f10";
export const OTHER_TENANT = "11111111-2222-4333-8444-555555555555";

export const authorization = (value: string): HeaderLine => ["Authorization", value];
export const tenant = (id: string): HeaderLine => ["X-FusionAuth-TenantId", id];
export const cookie = (value: string): HeaderLine => ["Cookie", value];
export const get = (path: string, ...headers: readonly HeaderLine[]): Call => ({ method: "GET", path, headers });
export const post = (path: string, body: unknown, ...headers: readonly HeaderLine[]): Call => ({
  method: "POST",
  path,
  headers: [["Content-Type", "application/json"], ...headers],
  body: typeof body === "string" ? body : JSON.stringify(body),
});
/** The token's own user. */
export const self = (...headers: readonly HeaderLine[]) => get("/api/user", ...headers);
export const byId = (id: string, ...headers: readonly HeaderLine[]) => get(`/api/user/${id}`, ...headers);
export const byEmail = (...headers: readonly HeaderLine[]) => get(`/api/user?email=${encodeURIComponent(SHARED_EMAIL)}`, ...headers);
export const newGroup = (name: string, ...headers: readonly HeaderLine[]) => post("/api/group", { group: { name } }, ...headers);
export const newUser = (email: string, ...headers: readonly HeaderLine[]) =>
  post("/api/user", { user: { email, password: "correct horse battery" } }, ...headers);

/** A row whose answer only an operation can give: where nothing is stored, it cannot be expressed. */
export const byOperation = (row: Row): Row => ({ ...row, needs: [...(row.needs ?? []), "management"] });
