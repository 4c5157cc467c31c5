// One member: what they may do, and what owners can do about it.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeading } from "@/components/console/page-heading";
import { MemberActions } from "@/components/team/member-actions";
import { MemberState } from "@/components/team/member-state";
import { RoleForm } from "@/components/team/role-form";
import { ROLE_WORDS } from "@/components/team/role-words";
import { tenantsWords } from "@/components/team/tenant-words";
import { TenantsForm } from "@/components/team/tenants-form";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { mayTake } from "@/lib/core/roles";
import type { MemberView, ReachedTenant } from "@/lib/core/schemas/team-view";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { listHeirs, showMember } from "@/lib/manage/team/list-members";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import {
  confineTeamMember,
  disableTeamMember,
  dropMemberSecondFactor,
  enableTeamMember,
  endMemberSessions,
  giveMemberRole,
  handOnMemberKeys,
  removeTeamMember,
} from "../actions";

export const metadata: Metadata = { title: "Member" };

export default async function MemberPage({ params }: { readonly params: Promise<{ readonly member: string }> }) {
  const reference = (await params).member;
  const { world, member: self } = await requireSession("team.read", `/team/${reference}`);
  const member = await showMember(world, reference);
  if (member === null) notFound();
  const mayWrite = mayTake(self, "team.write");
  const heirs = mayWrite ? await listHeirs(world, member.id) : [];
  const tenants = mayWrite ? withChosen(await listTenantNames(world, EVERYTHING), member.confinedTo ?? []) : [];
  return (
    <>
      <p>
        <Link href="/team" prefetch={false} className="text-ink-soft text-sm underline underline-offset-4">
          All members
        </Link>
      </p>
      <PageHeading title={member.name}>{member.id === self.id ? "This is your own account." : "A member of this console."}</PageHeading>
      <MemberFacts member={member} />
      {mayWrite && (
        <>
          <Section id="role" title="Role" lead="Another role ends the member's sessions; they sign in again with it.">
            <RoleForm key={member.role} role={member.role ?? "viewer"} action={giveMemberRole.bind(null, member.id)} />
          </Section>
          <Section id="tenants" title="Tenants" lead="Confined members see nothing of other tenants, nor of what belongs to none.">
            {member.role === "owner" ? (
              <p className="text-ink-soft">Owners reach every tenant.</p>
            ) : (
              <TenantsForm tenants={tenants} confinedTo={member.confinedTo} confine={confineTeamMember.bind(null, member.id)} />
            )}
          </Section>
          <Section id="account" title="Account">
            <MemberActions
              member={member}
              isOneself={member.id === self.id}
              heirs={heirs}
              calls={{
                dropSecondFactor: dropMemberSecondFactor,
                disable: disableTeamMember,
                enable: enableTeamMember,
                endSessions: endMemberSessions,
                handOn: handOnMemberKeys,
                remove: removeTeamMember,
              }}
            />
          </Section>
        </>
      )}
    </>
  );
}

/** Whoever is confined to a tenant beyond the longest list keeps it. */
function withChosen(tenants: readonly ReachedTenant[], chosen: readonly ReachedTenant[]): ReachedTenant[] {
  const listed = new Set(tenants.map(({ id }) => id));
  return [...tenants, ...chosen.filter(({ id }) => !listed.has(id))];
}

function MemberFacts({ member }: { readonly member: MemberView }) {
  const { email, role, hasSecondFactor, lastSignInAt, createdAt, keys } = member;
  return (
    <DefinitionList>
      <Definition term="E-mail address">{email}</Definition>
      <Definition term="State">
        <MemberState member={member} />
      </Definition>
      <Definition term="Role">{role === null ? "Unknown: it may nothing." : `${role}. ${ROLE_WORDS[role]}`}</Definition>
      <Definition term="Tenants">{tenantsWords(member.confinedTo)}</Definition>
      <Definition term="Second factor">{hasSecondFactor ? "Yes" : "No"}</Definition>
      <Definition term="Last sign-in">{lastSignInAt === null ? "Never" : <Instant at={lastSignInAt} />}</Definition>
      <Definition term="Member since">
        <Instant at={createdAt} />
      </Definition>
      <Definition term="Keys">
        {keys === 0
          ? "None."
          : `${keys}. Keys outlive people: they go on working when the member is disabled or removed, and can be handed on.`}
      </Definition>
    </DefinitionList>
  );
}
