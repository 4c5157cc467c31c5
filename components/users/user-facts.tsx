// What is known of a user.
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { fullNameOf, type NamedObject, type UserDetails } from "@/lib/core/schemas/tenant-people";

export function UserFacts({ user }: { readonly user: UserDetails }) {
  return (
    <Card>
      <DefinitionList>
        <Definition term="Id">
          <span className="inline-flex max-w-full items-center gap-1">
            <span className="min-w-0 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{user.id}</span>
            <CopyButton text={user.id} label="Copy the id of this user" />
          </span>
        </Definition>
        <Definition term="E-mail address">
          <span className="[overflow-wrap:anywhere]">{user.email ?? "None"}</span>
        </Definition>
        <Definition term="Username">
          <span className="[overflow-wrap:anywhere]">{user.username ?? "None"}</span>
        </Definition>
        <Definition term="Name">
          <span className="[overflow-wrap:anywhere]">{fullNameOf(user) ?? "Unknown"}</span>
        </Definition>
        <Definition term="Password">{user.hasPassword ? "Set" : "None: the user cannot sign in until one is set"}</Definition>
        <Definition term="Last sign-in">{user.lastLoginAt === null ? "Never" : <Instant at={user.lastLoginAt} />}</Definition>
        <Definition term="Created">
          <Instant at={user.createdAt} />
        </Definition>
        <Definition term="Changed">
          <Instant at={user.updatedAt} />
        </Definition>
      </DefinitionList>
    </Card>
  );
}

interface UserGroupsProps {
  readonly tenantId: string;
  readonly groups: readonly NamedObject[];
}

/** The groups that the user is in; who is in a group is changed on the group's page. */
export function UserGroups({ tenantId, groups }: UserGroupsProps) {
  if (groups.length === 0) {
    return (
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
        The user is in no group. Members are added on a group&apos;s page.
      </p>
    );
  }
  return (
    <ul className="flex flex-wrap gap-2">
      {groups.map(({ id, name }) => (
        <li key={id} className="min-w-0">
          <Link
            href={`/tenants/${tenantId}/groups/${id}`}
            prefetch={false}
            className="inline-flex min-h-9 max-w-full items-center rounded-full border border-line bg-surface px-3 text-accent text-sm hover:border-accent"
          >
            <span className="truncate">{name}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
