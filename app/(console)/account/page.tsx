// The account of whoever is signed in: their name, their password, their second factor, their sessions.
import type { Metadata } from "next";
import { NameForm } from "@/components/account/name-form";
import { PasskeyList } from "@/components/account/passkey-list";
import { PasswordForm } from "@/components/account/password-form";
import { SecondFactor } from "@/components/account/second-factor";
import { SessionTable } from "@/components/account/session-table";
import { SingleSignOn } from "@/components/account/single-sign-on";
import { PageHeading } from "@/components/console/page-heading";
import { Alert } from "@/components/ui/alert";
import { PlacePages } from "@/components/ui/place-pages";
import { Section } from "@/components/ui/section";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { listSessions, SESSIONS } from "@/lib/manage/team/list-sessions";
import { listPasskeys } from "@/lib/manage/team/passkeys";
import { viewSecondFactor } from "@/lib/manage/team/second-factor";
import { viewSingleSignOn } from "@/lib/manage/team/single-sign-on";
import { listTenantNames, type TenantName } from "@/lib/manage/tenants/list-tenants";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import {
  addMyPasskey,
  askForMyPasskey,
  changeMyPassword,
  confirmMySecondFactor,
  endMyOtherSessions,
  endMySession,
  linkMySingleSignOn,
  prepareMySecondFactor,
  removeMyPasskey,
  renameMyPasskey,
  renameMyself,
  renewMyRecoveryCodes,
  turnMySecondFactorOff,
  unlinkMySingleSignOn,
} from "./actions";

export const metadata: Metadata = { title: "Your account" };

/** What led here, by the query's word for it. */
const NEWS: Readonly<Record<string, { readonly tone: "good" | "bad"; readonly text: string }>> = {
  linked: { tone: "good", text: "Your account is linked. From now on you can sign in by single sign-on." },
  "link-taken": { tone: "bad", text: "Your account was not linked: it is already, or this identity belongs to another member." },
};

export default async function AccountPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const query = await searchParams;
  const word = singleOf(query, "news");
  const news = Object.hasOwn(NEWS, word) ? (NEWS[word] ?? null) : null;
  const { world, member, id } = await requireSession("account.write", "/account");
  const { oidc } = readConsole();
  const [tenants, secondFactor, passkeys, singleSignOn, sessions] = await Promise.all([
    member.isConfined ? listTenantNames(world, member.reach) : null,
    viewSecondFactor(world, member.id),
    listPasskeys(world, member.id),
    viewSingleSignOn(world, member.id),
    listSessions(world, member.id, readPlacement(SESSIONS, query)),
  ]);
  return (
    <>
      <PageHeading title="Your account">
        You sign in as <span className="font-medium text-ink [overflow-wrap:anywhere]">{member.email}</span>, with the role {member.role}.
        Owners change roles under Team.
      </PageHeading>
      {tenants !== null && <Confinement tenants={tenants} />}
      {news !== null && <Alert tone={news.tone}>{news.text}</Alert>}
      <Section id="name" title="Name">
        <NameForm name={member.name} rename={renameMyself} />
      </Section>
      <Section id="password" title="Password" lead="A new password ends your sessions in all other browsers.">
        <PasswordForm personal={[member.email, member.name]} changePassword={changeMyPassword} />
      </Section>
      <Section id="second-factor" title="Second factor">
        <SecondFactor
          view={secondFactor}
          calls={{
            prepare: prepareMySecondFactor,
            confirm: confirmMySecondFactor,
            renewCodes: renewMyRecoveryCodes,
            turnOff: turnMySecondFactorOff,
          }}
        />
      </Section>
      <Section
        id="passkeys"
        title="Passkeys"
        lead="Your device signs you in by finger, face or PIN. A passkey counts for the password and the second factor together."
      >
        <PasskeyList
          passkeys={passkeys}
          asksCode={secondFactor.since !== null}
          calls={{ ask: askForMyPasskey, add: addMyPasskey, rename: renameMyPasskey, remove: removeMyPasskey }}
        />
      </Section>
      {oidc !== null && (
        <Section
          id="single-sign-on"
          title="Single sign-on"
          lead={`The identity provider of your organisation is ${new URL(oidc.issuer).host}.`}
        >
          <SingleSignOn
            view={singleSignOn}
            asksCode={secondFactor.since !== null}
            link={linkMySingleSignOn}
            unlink={unlinkMySingleSignOn}
          />
        </Section>
      )}
      <Section id="sessions" title="Sessions" lead="Where you are signed in. Sign out what you do not recognise, and change your password.">
        <SessionTable
          sessions={sessions.rows}
          isWhole={sessions.previous === null && sessions.next === null}
          ownId={id}
          endSession={endMySession}
          endOthers={endMyOtherSessions}
        />
        <PlacePages noun="sessions" path="/account" list={SESSIONS} page={sessions} anchor="sessions" />
      </Section>
    </>
  );
}

/** What a confined member is told. */
function Confinement({ tenants }: { readonly tenants: readonly TenantName[] }) {
  if (tenants.length === 0) {
    return <Alert tone="warn">The tenants that you were confined to are gone, so you reach no keys. Ask an owner for another one.</Alert>;
  }
  return (
    <Alert tone="info">
      You are confined to {tenants.length === 1 ? "the tenant" : "these tenants"}:{" "}
      <span className="font-medium [overflow-wrap:anywhere]">{tenants.map(({ name }) => name).join(", ")}</span>. You see their keys, users,
      groups and applications, and nothing else of this instance. Owners change that under Team.
    </Alert>
  );
}
