// Actions about members and invitations.
import { randomUUID } from "node:crypto";
import { CHANGED_MEMBER, OPEN_INVITATION } from "../console-world";
import { SECOND_TENANT } from "../tenant-world";
import { type ActionCall, IDLE_STATE } from "./action-call";

const MEMBER = { data: CHANGED_MEMBER };
const INVITATION = { data: OPEN_INVITATION };
const ORGANISATION = { data: "organisation" };

export const TEAM_CALLS: Readonly<Record<string, ActionCall>> = {
  inviteToTeam: {
    leastRole: "owner",
    good: () => [IDLE_STATE, { form: { email: `${randomUUID()}@example.com`, role: "viewer", confinement: "every" } }],
  },
  inviteAgain: { leastRole: "owner", good: () => [INVITATION] },
  takeInvitationBack: { leastRole: "owner", good: () => [INVITATION] },
  giveMemberRole: { leastRole: "owner", good: () => [MEMBER, IDLE_STATE, { form: { role: "developer" } }] },
  confineTeamMember: {
    leastRole: "owner",
    good: () => [MEMBER, { form: { confinement: "ticked", tenantId: [SECOND_TENANT] } }],
    withoutNaughty: "it takes ids alone",
  },
  disableTeamMember: { leastRole: "owner", good: () => [MEMBER] },
  enableTeamMember: { leastRole: "owner", good: () => [MEMBER] },
  endMemberSessions: { leastRole: "owner", good: () => [MEMBER] },
  dropMemberSecondFactor: { leastRole: "owner", good: () => [MEMBER] },
  handOnMemberKeys: { leastRole: "owner", good: () => [MEMBER, ORGANISATION] },
  removeTeamMember: { leastRole: "owner", good: () => [MEMBER, ORGANISATION] },
  changeSignUp: { leastRole: "owner", good: () => [{ form: { mode: "off", domains: "" } }] },
};
