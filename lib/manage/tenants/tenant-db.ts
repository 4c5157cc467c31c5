// The database as use cases of tenant-owned models get it: every operation confined to tenants, everything else out of reach.
import {
  type OperationArguments,
  scopeOperation,
  TENANT_MODELS,
  type TenantModel,
  type TenantScope,
} from "@/lib/manage/tenants/scope-operation";
import type { Tx } from "@/lib/manage/world";
import type { PrismaClient } from "@/prisma/generated/client";

/** What a confined client offers. */
export type TenantDb = Pick<Tx, Uncapitalize<TenantModel>>;

/** The database, confined to one tenant. Other models and raw SQL throw. */
export function tenantDb(prisma: PrismaClient, tenantId: string): TenantDb {
  return tenantsDb(prisma, [tenantId]);
}

/** The database, confined to several tenants, for reading across them; writes throw unless it is exactly one. */
export function tenantsDb(prisma: PrismaClient, scope: TenantScope): TenantDb {
  return prisma.$extends({
    name: "tenants",
    query: {
      $allOperations: ({ model, operation, args, query }) => query(scopeOperation(scope, model, operation, args)),
    },
  }) as unknown as TenantDb;
}

/** A transaction in progress, confined to one tenant. Prisma cannot extend a client inside a transaction, so this wraps it. */
export function tenantTx(tx: Tx, tenantId: string): TenantDb {
  const models = TENANT_MODELS.map((model) => [uncapitalized(model), confinedModel(tx, model, [tenantId])]);
  return Object.fromEntries(models) as TenantDb;
}

type Delegate = Readonly<Record<string, (args: OperationArguments) => Promise<unknown>>>;

function confinedModel(tx: Tx, model: TenantModel, scope: TenantScope): Delegate {
  const delegate = tx[uncapitalized(model)] as unknown as Delegate;
  return new Proxy<Delegate>(Object.create(null), {
    get(_target, operation) {
      if (typeof operation !== "string") return undefined;
      // A promise of our own: Prisma's would lead on to relations without passing here.
      return async (args?: OperationArguments) => delegate[operation]?.(scopeOperation(scope, model, operation, args));
    },
  });
}

function uncapitalized(model: TenantModel): Uncapitalize<TenantModel> {
  return (model.charAt(0).toLowerCase() + model.slice(1)) as Uncapitalize<TenantModel>;
}
