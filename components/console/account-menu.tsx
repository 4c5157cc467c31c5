// Who is signed in, and the way out.
"use client";
import { CircleUserRound, LogOut } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { ActionState } from "@/lib/core/schemas/action-state";

/** Loaded when it is first asked for: no page needs it to be shown. */
const SignOutDialog = lazy(async () => ({ default: (await import("./sign-out-dialog")).SignOutDialog }));

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly signOut: (state: ActionState) => Promise<ActionState>;
}

export function AccountMenu({ name, email, role, signOut }: AccountMenuProps) {
  const [wasAsked, setAsked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const ask = () => {
    setAsked(true);
    setAsking(true);
  };
  return (
    <>
      <Menu label={`Account of ${name}`} isIcon trigger={<CircleUserRound aria-hidden="true" />}>
        <div className="mb-1 border-line border-b px-3 pt-1.5 pb-2.5 text-sm">
          <p className="break-words font-medium">{name}</p>
          <p className="break-all text-ink-soft">{email}</p>
          <p className="text-ink-soft">Role: {role}</p>
        </div>
        <MenuItem onSelect={ask}>
          <LogOut aria-hidden="true" />
          Sign out
        </MenuItem>
      </Menu>
      {wasAsked && (
        <Suspense fallback={null}>
          <SignOutDialog isOpen={isAsking} onOpenChange={setAsking} signOut={signOut} />
        </Suspense>
      )}
    </>
  );
}
