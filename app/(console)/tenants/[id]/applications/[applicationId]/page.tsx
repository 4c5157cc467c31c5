// An application of a tenant: its rules, its tokens, its client, its roles and its users.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ApplicationActions } from "@/components/applications/application-actions";
import { ApplicationFacts } from "@/components/applications/application-facts";
import { AddRoleButton, RoleButtons } from "@/components/applications/role-buttons";
import { RoleTable } from "@/components/applications/role-table";
import { SecretButton } from "@/components/applications/secret-button";
import { ListPages } from "@/components/tenants/list-pages";
import { RoleNames } from "@/components/tenants/role-names";
import { StateBadge } from "@/components/tenants/state-badge";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { TokenSettings } from "@/components/tenants/token-settings";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import { UserTable } from "@/components/users/user-table";
import { mayTake } from "@/lib/core/roles";
import { type ListQuery, readListQuery } from "@/lib/core/schemas/list-query";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import type { ApplicationDetails, JoinedUser } from "@/lib/core/schemas/tenant-people";
import { objectIn } from "@/lib/core/tenants/token-fields";
import { readTokenSettings } from "@/lib/core/tokens/token-settings";
import { describeApplication, listRegistered } from "@/lib/manage/applications/describe-application";
import { JOINED_SORTS } from "@/lib/manage/groups/describe-group";
import { nameSigningKey } from "@/lib/manage/tenants/describe-tenant";
import { findTenant } from "@/lib/manage/tenants/list-tenants";
import { requireId, requireTenant, type TenantSession } from "@/lib/runtime/sign-in/with-tenant";
import { addRole, editRole, removeApplication, removeRole, renewSecret, startApplication, stopApplication } from "../actions";

export const metadata: Metadata = { title: "Application" };

interface ApplicationPageProps {
  readonly params: Promise<{ readonly id: string; readonly applicationId: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function ApplicationPage({ params, searchParams }: ApplicationPageProps) {
  const [{ id, applicationId }, asked] = await Promise.all([params, searchParams]);
  const session = await requireTenant("tenants.read", id, `/applications/${applicationId}`);
  const { world, member, tenant } = session;
  const application = await describeApplication(world, tenant.id, requireId(applicationId));
  if (application === null) notFound();
  const mayWrite = mayTake(member, "tenants.write");
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="applications"
        title={application.name}
        badge={<StateBadge isActive={application.active} />}
        isWithin
        news={singleOf(asked, "news")}
      >
        {mayWrite && (
          <ApplicationActions
            name={application.name}
            users={application.users}
            isActive={application.active}
            editPath={`/tenants/${tenant.id}/applications/${application.id}/edit`}
            stop={stopApplication.bind(null, tenant.id, application.id)}
            start={startApplication.bind(null, tenant.id, application.id)}
            remove={removeApplication.bind(null, tenant.id, application.id)}
          />
        )}
      </TenantHeading>
      <Section id="details" title="Details">
        <ApplicationFacts application={application} />
      </Section>
      <Roles session={session} application={application} mayWrite={mayWrite} />
      <Users session={session} application={application} query={readListQuery(JOINED_SORTS, asked)} />
      <Tokens session={session} application={application} />
      <Client session={session} application={application} mayWrite={mayWrite} />
    </>
  );
}

interface PartProps {
  readonly session: TenantSession;
  readonly application: ApplicationDetails;
  readonly mayWrite: boolean;
}

function Roles({ session: { tenant }, application, mayWrite }: PartProps) {
  return (
    <Section id="roles" title="Roles">
      <RoleTable
        roles={application.roles}
        buttonsOf={
          mayWrite
            ? (role) => (
                <RoleButtons
                  role={role}
                  edit={editRole.bind(null, tenant.id, application.id, role.id)}
                  remove={removeRole.bind(null, tenant.id, application.id, role.id)}
                />
              )
            : null
        }
      />
      {mayWrite && (
        <div>
          <AddRoleButton action={addRole.bind(null, tenant.id, application.id)} />
        </div>
      )}
    </Section>
  );
}

async function Users({ session: { world, tenant }, application, query }: Omit<PartProps, "mayWrite"> & { readonly query: ListQuery }) {
  const page = await listRegistered(world, tenant.id, application.id, query);
  const roles = { column: "Roles here", cell: (user: JoinedUser) => <RoleNames names={user.roles} /> };
  return (
    <Section id="users" title={`Registered users (${application.users.toLocaleString("en-US")})`}>
      {page.rows.length === 0 ? (
        <p className="text-ink-soft text-sm">Nobody is registered yet. Users are registered on their own pages.</p>
      ) : (
        <UserTable caption="Registered users" tenantId={tenant.id} users={page.rows} more={[roles]} />
      )}
      <ListPages
        label="Pages of registered users"
        path={`/tenants/${tenant.id}/applications/${application.id}`}
        query={query}
        usualSort={JOINED_SORTS[0]}
        page={page}
      />
    </Section>
  );
}

async function Tokens({ session: { world, tenant }, application }: Omit<PartProps, "mayWrite">) {
  const settings = readTokenSettings(objectIn(await findTenant(world, tenant.id), "jwtConfiguration"), application.tokens);
  const lead =
    application.tokens?.enabled === true
      ? "The application has settings of its own; where they say nothing, the tenant's count."
      : "The tenant's settings count.";
  return (
    <Section id="tokens" title="Tokens" lead={lead}>
      <Card>
        <TokenSettings settings={settings} keyName={await nameSigningKey(world, settings.signingKeyId)} />
      </Card>
    </Section>
  );
}

function Client({ session: { tenant }, application, mayWrite }: PartProps) {
  return (
    <Section
      id="client"
      title="OAuth client"
      lead="With its id and secret, the application refreshes, introspects and revokes tokens of its users at /oauth2."
    >
      <Card className="flex flex-col gap-4">
        <DefinitionList>
          <Definition term="Client id">
            <span className="inline-flex max-w-full items-center gap-1">
              <span className="min-w-0 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{application.id}</span>
              <CopyButton text={application.id} label="Copy the client id" />
            </span>
          </Definition>
          <Definition term="Client secret">{application.hasClientSecret ? "Stored encrypted; not shown here" : "None"}</Definition>
        </DefinitionList>
        {mayWrite && (
          <div>
            <SecretButton renew={renewSecret.bind(null, tenant.id, application.id)} />
          </div>
        )}
      </Card>
    </Section>
  );
}
