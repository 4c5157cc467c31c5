// `keyfuse tenants|bootstrap …`.

import type { Command } from "commander";
import { loadCatalogue } from "@/lib/adapters/postgres/catalogue-store";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { applyBootstrap } from "@/lib/manage/bootstrap/apply-bootstrap";
import { exportBootstrap } from "@/lib/manage/bootstrap/export-bootstrap";
import { ensureBuiltInApis, ensureTenant } from "@/lib/manage/first-start";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import { withLongTransactions } from "@/lib/runtime/long-transactions";
import type { Instance } from "@/lib/runtime/open-instance";
import {
  ACTOR,
  type CommonOptions,
  carriedOut,
  RefusedError,
  type Reply,
  readInput,
  readUuidOption,
  replyPrepared,
  replyWith,
  type Session,
  table,
} from "./session";

/** Adds the nouns to the program. */
export function addInstanceCommands(program: Command, session: Session): void {
  addTenants(program, session);
  addBootstrap(program, session);
}

function addTenants(program: Command, session: Session): void {
  const tenants = program.command("tenants").description("isolated spaces of users, applications and groups");
  tenants
    .command("create")
    .description("create a tenant")
    .requiredOption("--name <name>", "unique among tenants")
    .option("--id <uuid>", "an id of your choice", readUuidOption)
    .option("--json", "print one JSON document")
    .action((options: CommonOptions & { readonly name: string; readonly id?: string }) =>
      replyWith(session, options, async ({ world }) => {
        const tenant = carriedOut(await createTenant(world, ACTOR, { name: options.name }, { id: options.id }), "There is no such tenant.");
        return { json: tenant, text: `${tenant.id} (${tenant.name}) is created.` };
      }),
    );
  tenants
    .command("list")
    .description("list tenants")
    .option("--json", "print one JSON document")
    .action((options: CommonOptions) =>
      replyWith(session, options, async ({ world }) => {
        const found = await listTenants(world, EVERYTHING);
        return {
          json: found,
          text: table(
            ["ID", "NAME"],
            found.map((tenant) => [tenant.id, tenant.name]),
          ),
        };
      }),
    );
}

function addBootstrap(program: Command, session: Session): void {
  const bootstrap = program.command("bootstrap").description("the instance as a file");
  bootstrap
    .command("apply <file>")
    .description("apply a bootstrap file (- = standard input); prints the secrets it generates, this once")
    .option("--json", "print one JSON document")
    .action((file: string, options: CommonOptions) =>
      replyWith(session, options, async (instance) => apply(instance, file, await readInput(file))),
    );
  bootstrap
    .command("export")
    .description("print the instance as a bootstrap file, without secrets")
    .option("--json", "print one JSON document (it always is one)")
    .action((options: CommonOptions) =>
      replyPrepared(session, options, async ({ world, database, apiSealing }) => {
        const file = await exportBootstrap(world.prisma, await loadCatalogue(database.pool, apiSealing.openText));
        return { json: file, text: JSON.stringify(file, null, 2) };
      }),
    );
}

async function apply(instance: Instance, file: string, text: string): Promise<Reply> {
  const { publicUrl } = instance.environment;
  const publicHost = publicUrl === null ? null : new URL(publicUrl).hostname;
  const outcome = await withLongTransactions(instance, async (world) => {
    await ensureBuiltInApis(world);
    await ensureTenant(world, text);
    return applyBootstrap(world, text, { actor: ACTOR, publicHost });
  });
  if (outcome.kind === "refused") {
    const lines = outcome.problems.map(({ field, message }) => `  ${field}: ${message}`);
    throw new RefusedError([`${file} was not applied; nothing was changed.`, ...lines].join("\n"));
  }
  const applied = carriedOut(outcome, "There is nothing to apply.");
  const generated = applied.generated.map(({ publicId, api, name, secret }) => ({ id: publicId, api, name, secret: secret.reveal() }));
  const lines = generated.map(({ id, name, secret }) => `Secret of ${id} (${name}), shown this once: ${secret}`);
  return {
    json: { written: applied.written, unchanged: applied.unchanged, generated },
    text: [`${applied.written} objects written, ${applied.unchanged} unchanged.`, ...lines].join("\n"),
  };
}
