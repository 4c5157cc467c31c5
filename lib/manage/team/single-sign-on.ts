// Signs members in by what the organisation's identity provider says of them. Issuer and subject name a person; an address does not.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { oneLine } from "@/lib/core/mail/address";
import { check, type Problem } from "@/lib/core/schemas/problem";
import type { SingleSignOnView } from "@/lib/core/schemas/team-view";
import type { SessionClaims } from "@/lib/core/session";
import { admitsSignUp, SIGN_UP } from "@/lib/core/settings/sign-up";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";
import { confinementColumns, confinementDetails, storedChoice } from "./confinement";
import { CONFINEMENT, type KnownMember, memberActor, memberOf } from "./member";
import { emailText, memberName } from "./member-fields";
import { type Oneself, provePassword } from "./prove-password";
import { recordRefusedSignIn } from "./refuse-sign-in";
import type { SignIn } from "./sign-in";
import { startSession } from "./start-session";
import type { TeamWorld, Whence } from "./team-world";
import { lockWaysIn } from "./ways-in";

/** A person, proved by a token of the provider that was verified. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** null = there is none, or the provider does not vouch for it. */
  readonly verifiedEmail: string | null;
  readonly name: string | null;
}

/** `unknown`: proved, but nobody's account here. */
export type SingleSignOnEnd = SignIn | { readonly kind: "unknown" };

/** Whoever makes an account themselves begins with the least. */
const ROLE = "viewer";

const LAST_WAY_IN: Problem = {
  field: "",
  code: "invalid",
  message: "Without it you could not sign in any more. Set a password first, by “Forgot your password?” on the sign-in page.",
};

/** Whether the member is linked to an identity. */
export async function viewSingleSignOn({ prisma }: Pick<World, "prisma">, memberId: string): Promise<SingleSignOnView> {
  const link = await prisma.singleSignOn.findUnique({ where: { memberId } });
  return { linkedAt: link?.linkedAt.toISOString() ?? null };
}

/** Signs the linked member in; makes a member of somebody unknown only where sign-up admits the address that the provider vouches for. */
export async function signInByIdentity(world: TeamWorld, identity: ProvenIdentity, whence: Whence): Promise<SingleSignOnEnd> {
  const { issuer, subject } = identity;
  const link = await world.prisma.singleSignOn.findUnique({ where: { issuer_subject: { issuer, subject } }, include: { member: true } });
  if (link === null) return admitStranger(world, identity, whence);
  const member = memberOf(link.member);
  if (member === null || link.member.disabledAt !== null) {
    await recordRefusedSignIn(world, link.member, whence.address, "single sign-on");
    return { kind: "refused" };
  }
  const outcome = await changing(world, memberActor(member), (change) => begin(change, member, whence));
  return outcome.kind === "done" ? { kind: "signed-in", claims: outcome.value } : { kind: "refused" };
}

async function admitStranger(world: TeamWorld, identity: ProvenIdentity, whence: Whence): Promise<SingleSignOnEnd> {
  const email = check(emailText, identity.verifiedEmail ?? "");
  const name = check(memberName, oneLine(identity.name ?? identity.verifiedEmail ?? ""));
  const isAdmitted = email.ok && name.ok && admitsSignUp(await readSetting(world, SIGN_UP), email.value);
  // A member with that address links the identity while signed in: who owns an address is not for the provider to say.
  if (!isAdmitted || (await world.prisma.member.count({ where: { email: email.value } })) > 0) {
    await recordRefusedSignIn(world, null, whence.address, "single sign-on");
    return { kind: "unknown" };
  }
  const { issuer, subject } = identity;
  const id = randomUuid(world.randomBytes);
  const outcome = await changing(world, memberActor({ id }), async (change) => {
    const { tx, atMs, record } = change;
    const at = new Date(atMs);
    // Whoever is invited to some tenants comes to no others by this way in.
    const invitation = await tx.invitation.findUnique({ where: { email: email.value }, include: CONFINEMENT });
    const confinement = await storedChoice(tx, invitation ?? { isConfined: false, tenants: [] });
    const row = await tx.member.create({
      data: { id, email: email.value, name: name.value, role: ROLE, createdAt: at, ...confinementColumns(confinement) },
    });
    await tx.invitation.deleteMany({ where: { email: email.value } });
    await tx.singleSignOn.create({ data: { issuer, subject, memberId: id, linkedAt: at } });
    record(INSTANCE_CHAIN, "member.create", memberActor({ id }), {
      email: email.value,
      role: ROLE,
      by: "single sign-on",
      issuer,
      subject,
      ...confinementDetails(confinement),
    });
    const member = memberOf(row);
    return member === null ? ABSENT : begin(change, member, whence);
  });
  return outcome.kind === "done" ? { kind: "signed-in", claims: outcome.value } : { kind: "unknown" };
}

async function begin(change: Change, member: KnownMember, whence: Whence): Promise<Outcome<SessionClaims>> {
  const claims = await startSession(change, member, whence, { by: "single sign-on" });
  return claims === null ? ABSENT : done(claims);
}

/** Links the identity to a member who is signed in and typed their password a moment ago. */
export function linkIdentity(world: World, memberId: string, { issuer, subject }: ProvenIdentity): Promise<Outcome<null>> {
  return changing(world, memberActor({ id: memberId }), async ({ tx, atMs, record }) => {
    await tx.singleSignOn.create({ data: { issuer, subject, memberId, linkedAt: new Date(atMs) } });
    record(INSTANCE_CHAIN, "single-sign-on.link", memberActor({ id: memberId }), { issuer, subject });
    return done(null);
  });
}

/** Unlinks the member's identity, where another way to sign in stays. */
export async function unlinkIdentity(world: TeamWorld, self: Oneself, password: string): Promise<Outcome<null>> {
  const { memberId } = self;
  const flaw = await provePassword(world, self, password);
  if (flaw !== null) return refused(flaw);
  return changing(world, memberActor({ id: memberId }), async ({ tx, record }) => {
    const member = await lockWaysIn(tx, memberId);
    if (member === null || member.singleSignOn === null) return ABSENT;
    if (member.passwordHash === null && member.passkeys.length === 0) return refused(LAST_WAY_IN);
    await tx.singleSignOn.delete({ where: { memberId } });
    const { issuer, subject } = member.singleSignOn;
    record(INSTANCE_CHAIN, "single-sign-on.unlink", memberActor({ id: memberId }), { issuer, subject });
    return done(null);
  });
}
