// A group of a tenant: its roles and its members.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GroupActions } from "@/components/groups/group-actions";
import { MemberSearch } from "@/components/groups/member-search";
import { ActionButton } from "@/components/tenants/action-button";
import { ConfirmButton } from "@/components/tenants/confirm-button";
import { ListPages } from "@/components/tenants/list-pages";
import { RoleNames } from "@/components/tenants/role-names";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import { UserTable } from "@/components/users/user-table";
import { mayTake } from "@/lib/core/roles";
import { type ListQuery, readListQuery } from "@/lib/core/schemas/list-query";
import { type PageQuery, singleOf, storableOf } from "@/lib/core/schemas/page-query";
import { type GroupDetails, nameOfUser } from "@/lib/core/schemas/tenant-people";
import { describeGroup, JOINED_SORTS, listMembers, whichAreMembers } from "@/lib/manage/groups/describe-group";
import { findUsersByText } from "@/lib/manage/users/list-users";
import { requireId, requireTenant, type TenantSession } from "@/lib/runtime/sign-in/with-tenant";
import { addToGroup, removeGroup, takeFromGroup } from "../actions";

export const metadata: Metadata = { title: "Group" };

/** So many users a search for new members shows. */
const MOST_FOUND = 10;

interface GroupPageProps {
  readonly params: Promise<{ readonly id: string; readonly groupId: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function GroupPage({ params, searchParams }: GroupPageProps) {
  const [{ id, groupId }, asked] = await Promise.all([params, searchParams]);
  const session = await requireTenant("tenants.read", id, `/groups/${groupId}`);
  const { world, member, tenant } = session;
  const group = await describeGroup(world, tenant.id, requireId(groupId));
  if (group === null) notFound();
  const mayWrite = mayTake(member, "tenants.write");
  return (
    <>
      <TenantHeading tenant={tenant} part="groups" title={group.name} isWithin news={singleOf(asked, "news")}>
        {mayWrite && (
          <GroupActions
            name={group.name}
            editPath={`/tenants/${tenant.id}/groups/${group.id}/edit`}
            remove={removeGroup.bind(null, tenant.id, group.id)}
          />
        )}
      </TenantHeading>
      <Section id="roles" title="Roles" lead="Members who are registered with an application have these roles there, besides their own.">
        <GroupRoles roles={group.roles} />
      </Section>
      <Members session={session} group={group} query={readListQuery(JOINED_SORTS, asked)} mayWrite={mayWrite} />
      {mayWrite && <NewMembers session={session} group={group} text={storableOf(asked, "find")} />}
    </>
  );
}

function GroupRoles({ roles }: Pick<GroupDetails, "roles">) {
  if (roles.length === 0) return <p className="text-ink-soft text-sm">The group gives no roles.</p>;
  return (
    <Card>
      <DefinitionList>
        {roles.map(({ applicationId, applicationName, names }) => (
          <Definition key={applicationId} term={applicationName}>
            <RoleNames names={names} />
          </Definition>
        ))}
      </DefinitionList>
    </Card>
  );
}

interface MembersProps {
  readonly session: TenantSession;
  readonly group: GroupDetails;
  readonly query: ListQuery;
  readonly mayWrite: boolean;
}

async function Members({ session: { world, tenant }, group, query, mayWrite }: MembersProps) {
  const page = await listMembers(world, tenant.id, group.id, query);
  const remove = {
    column: "Change",
    cell: (user: (typeof page.rows)[number]) => (
      <ConfirmButton
        look="quiet"
        title="Remove this member?"
        description={`${nameOfUser(user)} leaves ${group.name} and loses the roles that it gives. Access tokens that may name them are refused at once.`}
        confirmLabel="Remove"
        action={takeFromGroup.bind(null, tenant.id, group.id, user.id)}
        // What a client keeps with a membership would not come back.
        opposite={user.keepsExtra ? undefined : { words: "Removed.", undo: addToGroup.bind(null, tenant.id, group.id, user.id) }}
      >
        Remove<span className="sr-only"> {nameOfUser(user)}</span>
      </ConfirmButton>
    ),
  };
  return (
    <Section id="members" title={`Members (${group.members.toLocaleString("en-US")})`}>
      {page.rows.length === 0 ? (
        <p className="text-ink-soft text-sm">The group has no members{mayWrite ? " yet: find users below and add them." : "."}</p>
      ) : (
        <UserTable caption="Members" tenantId={tenant.id} users={page.rows} more={mayWrite ? [remove] : []} />
      )}
      <ListPages
        label="Pages of members"
        path={`/tenants/${tenant.id}/groups/${group.id}`}
        query={query}
        usualSort={JOINED_SORTS[0]}
        page={page}
      />
    </Section>
  );
}

interface NewMembersProps {
  readonly session: TenantSession;
  readonly group: GroupDetails;
  readonly text: string;
}

async function NewMembers({ session: { world, tenant }, group, text }: NewMembersProps) {
  const found = await findUsersByText(world, tenant.id, text, MOST_FOUND);
  const members = await whichAreMembers(
    world,
    tenant.id,
    group.id,
    found.map(({ id }) => id),
  );
  return (
    <Section id="add" title="Add members">
      <MemberSearch
        path={`/tenants/${tenant.id}/groups/${group.id}`}
        text={text}
        found={found}
        isCut={found.length === MOST_FOUND}
        buttonOf={(user) =>
          members.has(user.id) ? (
            <Badge tone="quiet">Member</Badge>
          ) : (
            <ActionButton
              action={addToGroup.bind(null, tenant.id, group.id, user.id)}
              opposite={{ words: "Added.", undo: takeFromGroup.bind(null, tenant.id, group.id, user.id) }}
            >
              Add<span className="sr-only"> {nameOfUser(user)}</span>
            </ActionButton>
          )
        }
      />
    </Section>
  );
}
