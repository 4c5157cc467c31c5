// Creates a tenant's application.
import { Buffer } from "node:buffer";
import { planRoles } from "@/lib/core/applications/plan-roles";
import type { JsonObject } from "@/lib/core/json";
import { type ApplicationInput, type ApplicationView, readApplicationInput } from "@/lib/core/schemas/application";
import { clientSecretContext, viewApplication } from "@/lib/manage/applications/view-application";
import { type Change, changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { judgeSigningChoice } from "@/lib/manage/tokens/signing-choice";
import type { World } from "@/lib/manage/world";

const SECRET_BYTES = 32;

/** Creates an application from what a client sent. Names are unique in the tenant, ids everywhere. */
export function createApplication(
  world: World,
  actor: string,
  tenantId: string,
  application: JsonObject,
  id?: string,
): Promise<Outcome<ApplicationView>> {
  const input = readApplicationInput(application);
  if (!input.ok) return Promise.resolve(refused(...input.problems));
  return changing(world, actor, (change) => insertApplication(change, tenantId, input.value, id));
}

/** The same within a change in progress. Roles without an id get one, and the OAuth client a secret where none is given. */
export async function insertApplication(
  change: Change,
  tenantId: string,
  input: ApplicationInput,
  id: string = randomUuid(change.world.randomBytes),
): Promise<Outcome<ApplicationView>> {
  const choice = await judgeSigningChoice(change.tx, tenantId, input.extra);
  if (choice !== null) return refused(choice);
  const makeId = () => randomUuid(change.world.randomBytes);
  const { roles } = planRoles([], input.roles ?? [], { atMs: change.atMs, makeId });
  const row = await change.tenant(tenantId).application.create({
    data: {
      id,
      tenantId,
      name: input.name,
      extra: input.extra,
      roles: [...roles],
      sealedClientSecret: sealClientSecret(change.world, id, input.clientSecret ?? newClientSecret(change.world)),
      createdAt: new Date(change.atMs),
    },
  });
  change.record(tenantId, "application.create", `application:${row.id}`, { name: row.name, roles: roles.map((role) => role.name) });
  return done(viewApplication(change.world, row));
}

/** 256 random bits. */
export function newClientSecret({ randomBytes }: Pick<World, "randomBytes">): string {
  return Buffer.from(randomBytes(SECRET_BYTES)).toString("base64url");
}

/** The secret as it is stored. */
export function sealClientSecret({ sealing }: Pick<World, "sealing">, applicationId: string, secret: string): Uint8Array<ArrayBuffer> {
  return sealing.seal(secret, clientSecretContext(applicationId));
}
