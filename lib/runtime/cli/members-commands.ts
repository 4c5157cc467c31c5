// `keyfuse members …`: who signs in to the console, links that invite, links that set a new password, lost second factors.

import { type Command, Option } from "commander";
import { ROLES } from "@/lib/core/roles";
import { readPlacement } from "@/lib/core/schemas/place-query";
import type { MemberView } from "@/lib/core/schemas/team-view";
import { inviteMember } from "@/lib/manage/team/invitations";
import { listMembers, MEMBERS } from "@/lib/manage/team/list-members";
import { makeResetLink } from "@/lib/manage/team/reset-password";
import { dropSecondFactor } from "@/lib/manage/team/second-factor";
import type { World } from "@/lib/manage/world";
import type { Environment } from "@/lib/runtime/env";
import { listeningUrl } from "@/lib/runtime/listening-url";
import { ACTOR, type CommonOptions, carriedOut, replyWith, type Session, table } from "./session";

interface InviteOptions extends CommonOptions {
  readonly email: string;
  readonly role: string;
  readonly tenant?: readonly string[];
}

interface EmailOptions extends CommonOptions {
  readonly email: string;
}

/** Adds the noun to the program. */
export function addMembersCommands(program: Command, session: Session): void {
  const members = program.command("members").description("people who sign in to the console");
  members
    .command("list")
    .description("list members, the oldest first")
    .option("--json", "print one JSON document")
    .action((options: CommonOptions) =>
      replyWith(session, options, async ({ world }) => {
        const found = await allMembers(world);
        const rows = found.map(({ email, role, isDisabled, hasSecondFactor, name }) => [
          email,
          role ?? "–",
          isDisabled ? "disabled" : "active",
          hasSecondFactor ? "yes" : "no",
          name,
        ]);
        return { json: found, text: table(["E-MAIL", "ROLE", "STATE", "SECOND FACTOR", "NAME"], rows) };
      }),
    );
  members
    .command("invite")
    .description("invite a person by mail, and print the link (one use, 7 days)")
    .requiredOption("--email <address>", "whom to invite")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).default("developer"))
    .option("--tenant <ids...>", "confine them to these tenants; left out = every one")
    .option("--json", "print one JSON document")
    .action((options: InviteOptions) =>
      replyWith(session, options, async ({ world, environment }) => {
        const tenantIds = options.tenant ?? [];
        const fields = { email: options.email, role: options.role, isConfined: tenantIds.length > 0, tenantIds };
        const { email, role, link } = carriedOut(
          await inviteMember(world, ACTOR, originOf(environment), fields),
          "There is no such invitation.",
        );
        return {
          json: { email, role, link },
          text: `${email} is invited, with the role ${role}. Shown this once, good for 7 days:\n${link}`,
        };
      }),
    );
  members
    .command("reset-link")
    .description("print a link with which a member sets a new password (one use, 30 minutes)")
    .requiredOption("--email <address>", "whose password")
    .option("--json", "print one JSON document")
    .action((options: EmailOptions) =>
      replyWith(session, options, async ({ world, environment }) => {
        const outcome = await makeResetLink(world, ACTOR, originOf(environment), options.email);
        const made = carriedOut(outcome, "There is no member with this e-mail address.");
        return { json: made, text: `A new password for ${made.email}. Shown this once, good for 30 minutes:\n${made.link}` };
      }),
    );
  members
    .command("drop-second-factor")
    .description("turn off the second factor of a member who lost it, and end their sessions")
    .requiredOption("--email <address>", "whose second factor")
    .option("--json", "print one JSON document")
    .action((options: EmailOptions) =>
      replyWith(session, options, async ({ world }) => {
        const email = options.email.trim().toLowerCase();
        carriedOut(await dropSecondFactor(world, ACTOR, { email }), "There is no member with this e-mail address.");
        return { json: { email }, text: `${email} has no second factor now: the password alone signs in.` };
      }),
    );
}

function originOf(environment: Environment): string {
  return environment.publicUrl ?? listeningUrl(environment, environment.port);
}

async function allMembers(world: World): Promise<MemberView[]> {
  const found: MemberView[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page = await listMembers(world, readPlacement(MEMBERS, { after }));
    found.push(...page.rows);
    after = page.next;
  }
  return found;
}
