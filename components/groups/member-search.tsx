// Finds users of the tenant to add to a group: a form that works without scripts, and what it found.
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { fullNameOf, nameOfUser, type UserSummary } from "@/lib/core/schemas/tenant-people";

interface MemberSearchProps {
  /** Of the group's page. */
  readonly path: string;
  /** What was looked for; empty = nothing yet. */
  readonly text: string;
  readonly found: readonly UserSummary[];
  /** Whether there may be more than are shown. */
  readonly isCut: boolean;
  readonly buttonOf: (user: UserSummary) => ReactNode;
}

export function MemberSearch({ path, text, found, isCut, buttonOf }: MemberSearchProps) {
  return (
    <search aria-label="Users to add" className="flex flex-col gap-3">
      <form key={text} action={`${path}#add`} method="get" className="flex flex-wrap items-end gap-3">
        <label className="flex min-w-0 flex-1 basis-60 flex-col gap-1.5">
          <span className="font-medium text-sm">Find a user</span>
          <input
            type="search"
            name="find"
            defaultValue={text}
            maxLength={200}
            placeholder="Name, address or id"
            autoComplete="off"
            spellCheck={false}
            className="min-h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft"
          />
        </label>
        <Button type="submit" className="min-h-11">
          Find
        </Button>
      </form>
      {text !== "" && found.length === 0 && <p className="text-ink-soft text-sm">No user of this tenant matches.</p>}
      {found.length > 0 && (
        <ul aria-label="Users that were found" className="divide-y divide-line rounded-lg border border-line bg-surface">
          {found.map((user) => (
            <li key={user.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
              <span className="min-w-0 text-sm [overflow-wrap:anywhere]">
                <span className="font-medium">{nameOfUser(user)}</span>
                {fullNameOf(user) !== null && <span className="text-ink-soft"> {fullNameOf(user)}</span>}
              </span>
              {buttonOf(user)}
            </li>
          ))}
        </ul>
      )}
      {isCut && <p className="text-ink-soft text-sm">There may be more. Type more of a name to narrow it down.</p>}
    </search>
  );
}
