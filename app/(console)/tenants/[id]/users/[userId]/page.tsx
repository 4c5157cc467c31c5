// A user of a tenant: who it is, where registered, in which groups, where signed in.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmButton } from "@/components/tenants/confirm-button";
import { StateBadge } from "@/components/tenants/state-badge";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { PlacePages } from "@/components/ui/place-pages";
import { Section } from "@/components/ui/section";
import { RegisterButton, RegistrationButtons } from "@/components/users/registration-buttons";
import { RegistrationTable } from "@/components/users/registration-table";
import { SessionTable } from "@/components/users/session-table";
import { UserActions } from "@/components/users/user-actions";
import { UserFacts, UserGroups } from "@/components/users/user-facts";
import { offeredWords } from "@/lib/core/most-offered";
import { mayTake } from "@/lib/core/roles";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { placesIn, readPlacement } from "@/lib/core/schemas/place-query";
import { nameOfUser } from "@/lib/core/schemas/tenant-people";
import { offerApplications } from "@/lib/manage/applications/list-application-page";
import { describeUser } from "@/lib/manage/users/describe-user";
import {
  LISTS_OF_USER,
  listGroupsOfUser,
  listRegistrations,
  listUserSessions,
  type UserPlace,
  whichAreJoined,
} from "@/lib/manage/users/list-of-user";
import { requireId, requireTenant, type TenantSession } from "@/lib/runtime/sign-in/with-tenant";
import {
  addRegistration,
  deactivateUser,
  deleteUser,
  editRegistration,
  endRegistration,
  endUserSession,
  endUserSessions,
  letUserIn,
  setUserPassword,
} from "../actions";

export const metadata: Metadata = { title: "User" };

interface UserPageProps {
  readonly params: Promise<{ readonly id: string; readonly userId: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function UserPage({ params, searchParams }: UserPageProps) {
  const [{ id, userId }, query] = await Promise.all([params, searchParams]);
  const session = await requireTenant("tenants.read", id, `/users/${userId}`);
  const { world, member, tenant } = session;
  const user = await describeUser(world, tenant.id, requireId(userId));
  if (user === null) notFound();
  const mayWrite = mayTake(member, "tenants.write");
  const ids = [null, tenant.id, user.id] as const;
  const part = { session, place: { tenantId: tenant.id, userId: user.id }, query, mayWrite };
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="users"
        title={nameOfUser(user)}
        badge={<StateBadge isActive={user.active} />}
        isWithin
        news={singleOf(query, "news")}
      >
        {mayWrite && (
          <UserActions
            name={nameOfUser(user)}
            isActive={user.active}
            editPath={`/tenants/${tenant.id}/users/${user.id}/edit`}
            setPassword={setUserPassword.bind(...ids)}
            deactivate={deactivateUser.bind(...ids)}
            letIn={letUserIn.bind(...ids)}
            remove={deleteUser.bind(...ids)}
          />
        )}
      </TenantHeading>
      <Section id="details" title="Details">
        <UserFacts user={user} />
      </Section>
      <Registrations {...part} />
      <Groups {...part} />
      <Sessions {...part} />
    </>
  );
}

interface PartProps {
  readonly session: TenantSession;
  readonly place: UserPlace;
  readonly query: PageQuery;
  readonly mayWrite: boolean;
}

/** The ways to the other pages of one of the user's lists, which leave the other lists where they are. */
function pagesOf(list: keyof typeof LISTS_OF_USER, { place: { tenantId, userId }, query }: PartProps) {
  const kept = placesIn(Object.values(LISTS_OF_USER), query);
  return { noun: list, path: `/tenants/${tenantId}/users/${userId}`, list: LISTS_OF_USER[list], kept, anchor: list };
}

async function Registrations(props: PartProps) {
  const { session, place, query, mayWrite } = props;
  const { world, tenant } = session;
  const page = await listRegistrations(world, place, readPlacement(LISTS_OF_USER.registrations, query));
  const shownIds = page.rows.map(({ applicationId }) => applicationId);
  const offered = mayWrite ? await offerApplications(world, tenant.id, { applicationIds: shownIds }) : [];
  const offeredIds = offered.map(({ id }) => id);
  const joined = mayWrite ? await whichAreJoined(world, place, offeredIds) : new Set();
  const cut = offeredWords("applications", offered.length);
  const others = offered.filter(({ id }) => !joined.has(id));
  return (
    <Section id="registrations" title="Registrations">
      <RegistrationTable
        tenantId={tenant.id}
        registrations={page.rows}
        buttonsOf={
          mayWrite
            ? ({ applicationId, name, roles }) => (
                <RegistrationButtons
                  application={offered.find(({ id }) => id === applicationId) ?? { id: applicationId, name, roles: [] }}
                  roles={roles}
                  edit={editRegistration.bind(null, tenant.id, place.userId, applicationId)}
                  remove={endRegistration.bind(null, tenant.id, place.userId, applicationId)}
                />
              )
            : null
        }
      />
      <PlacePages {...pagesOf("registrations", props)} page={page} />
      {others.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <div>
            <RegisterButton applications={others} action={addRegistration.bind(null, tenant.id, place.userId)} />
          </div>
          {cut !== undefined && <p className="text-ink-soft text-sm">{cut} The management API registers with others, too.</p>}
        </div>
      )}
    </Section>
  );
}

async function Groups(props: PartProps) {
  const { session, place, query } = props;
  const page = await listGroupsOfUser(session.world, place, readPlacement(LISTS_OF_USER.groups, query));
  return (
    <Section id="groups" title="Groups">
      <UserGroups tenantId={place.tenantId} groups={page.rows} />
      <PlacePages {...pagesOf("groups", props)} page={page} />
    </Section>
  );
}

async function Sessions(props: PartProps) {
  const { session, place, query, mayWrite } = props;
  const { tenantId, userId } = place;
  const page = await listUserSessions(session.world, place, readPlacement(LISTS_OF_USER.sessions, query));
  return (
    <Section id="sessions" title="Sessions">
      <SessionTable
        sessions={page.rows}
        buttonOf={
          mayWrite
            ? ({ id, applicationName }) => (
                <ConfirmButton
                  look="quiet"
                  title="End this session?"
                  description="Its refresh token and its access tokens are refused at once; the user signs in again to go on."
                  confirmLabel="End the session"
                  action={endUserSession.bind(null, tenantId, userId, id)}
                >
                  End<span className="sr-only"> the session with {applicationName ?? "no application"}</span>
                </ConfirmButton>
              )
            : null
        }
      />
      <PlacePages {...pagesOf("sessions", props)} page={page} />
      {mayWrite && (
        <div>
          <ConfirmButton
            title="Sign this user out everywhere?"
            description="Every session ends and every token of the user is refused at once, also those that were issued without a session. The user can sign in again."
            confirmLabel="Sign out everywhere"
            action={endUserSessions.bind(null, tenantId, userId)}
          >
            Sign out everywhere
          </ConfirmButton>
        </div>
      )}
    </Section>
  );
}
