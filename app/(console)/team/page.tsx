// The people who sign in to this console, and those who are invited.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { SignUpForm } from "@/components/settings/sign-up-form";
import { InvitationTable } from "@/components/team/invitation-table";
import { InviteButton } from "@/components/team/invite-button";
import { MemberTable } from "@/components/team/member-table";
import { Alert } from "@/components/ui/alert";
import { PlacePages } from "@/components/ui/place-pages";
import { Section } from "@/components/ui/section";
import { mayTake } from "@/lib/core/roles";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { placesIn, readPlacement } from "@/lib/core/schemas/place-query";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { readSetting } from "@/lib/manage/settings/setting";
import { INVITATIONS, listInvitations } from "@/lib/manage/team/invitations";
import { listMembers, MEMBERS } from "@/lib/manage/team/list-members";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { changeSignUp, inviteAgain, inviteToTeam, takeInvitationBack } from "./actions";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const { world, member } = await requireSession("team.read", "/team");
  const query = await searchParams;
  const kept = placesIn([MEMBERS, INVITATIONS], query);
  const [members, invitations] = await Promise.all([
    listMembers(world, readPlacement(MEMBERS, query)),
    listInvitations(world, readPlacement(INVITATIONS, query)),
  ]);
  const signUp = mayTake(member, "settings.write") ? await readSetting(world, SIGN_UP) : null;
  const mayWrite = mayTake(member, "team.write");
  const tenants = mayWrite ? await listTenantNames(world, EVERYTHING) : [];
  return (
    <>
      <PageHeading title="Team" actions={mayWrite ? <InviteButton tenants={tenants} invite={inviteToTeam} /> : undefined}>
        Members sign in to this console, each with a role, and reach every tenant or some. Users of your tenants are somebody else: they
        stand under Tenants.
      </PageHeading>
      {singleOf(query, "news") === "removed" && <Alert tone="good">The member is removed.</Alert>}
      <Section id="members" title="Members">
        <MemberTable members={members.rows} ownId={member.id} />
        <PlacePages noun="members" path="/team" list={MEMBERS} page={members} kept={kept} anchor="members" />
      </Section>
      <Section id="invitations" title="Open invitations" lead="Each link works once, within seven days.">
        {invitations.rows.length === 0 ? (
          <p className="text-ink-soft">
            Nobody is invited at the moment. {mayWrite ? "Invite a member, and the invitation stands here until it is accepted." : ""}
          </p>
        ) : (
          <InvitationTable invitations={invitations.rows} actions={mayWrite ? { inviteAgain, takeBack: takeInvitationBack } : null} />
        )}
        <PlacePages noun="invitations" path="/team" list={INVITATIONS} page={invitations} kept={kept} anchor="invitations" />
      </Section>
      {signUp !== null && (
        <Section id="sign-up" title="Sign-up" lead="Whether people can make an account here without being invited.">
          <SignUpForm mode={signUp.mode} domains={signUp.domains} change={changeSignUp} />
        </Section>
      )}
    </>
  );
}
