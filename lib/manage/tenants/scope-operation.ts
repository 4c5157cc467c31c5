// Confines one database operation to tenants: adds the tenant to what it reads, writes and matches, and refuses what cannot be confined.
import { Prisma } from "@/prisma/generated/client";

/** The models that tenants own. Any other model is out of reach of a confined client. */
export const TENANT_MODELS = ["User", "Group", "GroupMember", "Application", "Registration", "RefreshSession", "RefreshToken"] as const;

export type TenantModel = (typeof TENANT_MODELS)[number];

/** The tenants an operation may touch. Only an operation confined to exactly one can write. */
export type TenantScope = readonly string[];

/** Arguments as Prisma takes them, before their types are known. */
export type OperationArguments = Readonly<Record<string, unknown>>;

const COLUMNS: Readonly<Record<TenantModel, ReadonlySet<string>>> = {
  User: new Set(Object.values(Prisma.UserScalarFieldEnum)),
  Group: new Set(Object.values(Prisma.GroupScalarFieldEnum)),
  GroupMember: new Set(Object.values(Prisma.GroupMemberScalarFieldEnum)),
  Application: new Set(Object.values(Prisma.ApplicationScalarFieldEnum)),
  Registration: new Set(Object.values(Prisma.RegistrationScalarFieldEnum)),
  RefreshSession: new Set(Object.values(Prisma.RefreshSessionScalarFieldEnum)),
  RefreshToken: new Set(Object.values(Prisma.RefreshTokenScalarFieldEnum)),
};

/** How each operation is confined. An operation that is not listed is refused. */
const OPERATIONS: Readonly<Record<string, readonly Confinement[]>> = {
  findUnique: [confineWhere],
  findUniqueOrThrow: [confineWhere],
  findFirst: [confineWhere],
  findFirstOrThrow: [confineWhere],
  findMany: [confineWhere],
  count: [confineWhere],
  aggregate: [confineWhere],
  groupBy: [confineWhere],
  create: [confineData],
  createMany: [confineData],
  createManyAndReturn: [confineData],
  update: [confineWhere, confineChanges("data")],
  updateMany: [confineWhere, confineChanges("data")],
  updateManyAndReturn: [confineWhere, confineChanges("data")],
  upsert: [confineWhere, confineCreation("create"), confineChanges("update")],
  delete: [confineWhere],
  deleteMany: [confineWhere],
};

/** Relations lead within a tenant by their composite keys; only this one leads out of the listed models. */
const WAY_OUT = "tenant";

/** Columns whose JSON may have properties of any name. */
const JSON_COLUMNS = new Set(["extra", "metadata", "roles"]);

type Confinement = (model: TenantModel, scope: TenantScope, args: OperationArguments) => OperationArguments;

/**
 * The arguments with the tenants added.
 * @throws Error for an unlisted model or operation, for a write under several tenants or into another one, for nested writes,
 * for `cursor` (it would compare with rows of other tenants) and for the relation to the tenant itself: all are mistakes of ours
 */
export function scopeOperation(
  scope: TenantScope,
  model: string | undefined,
  operation: string,
  args: OperationArguments | undefined,
): OperationArguments {
  const confinements = OPERATIONS[operation];
  if (!isTenantModel(model)) throw new Error(`${model ?? "raw SQL"} is out of reach of a tenant's database`);
  if (confinements === undefined) throw new Error(`${operation} cannot be confined to a tenant`);
  if (args?.cursor !== undefined) throw new Error("cursor cannot be confined to a tenant");
  for (const part of ["where", "include", "select", "orderBy", "having"]) refuseWayOut(args?.[part]);
  return confinements.reduce((confined, confinement) => confinement(model, scope, confined), args ?? {});
}

function isTenantModel(model: string | undefined): model is TenantModel {
  return TENANT_MODELS.some((listed) => listed === model);
}

/** As one more condition: whatever the caller's `where` says, rows of other tenants do not match. */
function confineWhere(_model: TenantModel, scope: TenantScope, args: OperationArguments): OperationArguments {
  const where = isRecord(args.where) ? args.where : {};
  const others = where.AND === undefined ? [] : [where.AND].flat();
  return { ...args, where: { ...where, AND: [...others, { tenantId: { in: [...scope] } }] } };
}

function confineData(model: TenantModel, scope: TenantScope, args: OperationArguments): OperationArguments {
  const rows = Array.isArray(args.data) ? args.data.map((row) => createdRow(model, scope, row)) : createdRow(model, scope, args.data);
  return { ...args, data: rows };
}

function confineCreation(part: string): Confinement {
  return (model, scope, args) => ({ ...args, [part]: createdRow(model, scope, args[part]) });
}

function confineChanges(part: string): Confinement {
  return (model, scope, args) => ({ ...args, [part]: writtenRow(model, scope, args[part]) });
}

function createdRow(model: TenantModel, scope: TenantScope, row: unknown): OperationArguments {
  return { ...writtenRow(model, scope, row), tenantId: onlyTenant(scope) };
}

function writtenRow(model: TenantModel, scope: TenantScope, row: unknown): OperationArguments {
  const tenantId = onlyTenant(scope);
  const columns = isRecord(row) ? row : {};
  const nested = Object.keys(columns).find((name) => !COLUMNS[model].has(name));
  if (nested !== undefined) throw new Error(`${model}.${nested} is no column: nested writes cannot be confined to a tenant`);
  if (columns.tenantId !== undefined && columns.tenantId !== tenantId) throw new Error(`${model} cannot be written into another tenant`);
  return columns;
}

function onlyTenant(scope: TenantScope): string {
  const [tenantId, ...others] = scope;
  if (tenantId === undefined || others.length > 0) throw new Error("a write needs exactly one tenant");
  return tenantId;
}

function refuseWayOut(part: unknown): void {
  if (Array.isArray(part)) {
    for (const item of part) refuseWayOut(item);
  }
  if (!isRecord(part)) return;
  for (const [name, value] of Object.entries(part)) {
    if (name === WAY_OUT) throw new Error("the tenant itself is out of reach of a tenant's database");
    if (!JSON_COLUMNS.has(name)) refuseWayOut(value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
