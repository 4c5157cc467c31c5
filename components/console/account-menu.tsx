// Who is signed in, and the way out.
"use client";
import { CircleUserRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MenuButton } from "@/components/ui/menu-button";
import type { ActionState } from "@/lib/core/schemas/action-state";

/** Loaded when they are first asked for: no page needs them to be shown. */
const loadChoices = () => import("./account-choices");
const AccountChoices = lazy(async () => ({ default: (await loadChoices()).AccountChoices }));
const SignOutDialog = lazy(async () => ({ default: (await import("./sign-out-dialog")).SignOutDialog }));

const ICON = <CircleUserRound aria-hidden="true" />;

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly signOut: (state: ActionState) => Promise<ActionState>;
  readonly signOutHere: (state: ActionState) => Promise<ActionState>;
}

export function AccountMenu({ name, email, role, signOut, signOutHere }: AccountMenuProps) {
  const [wasOpened, setOpened] = useState(false);
  const [wasAsked, setAsked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const ask = () => {
    setAsked(true);
    setAsking(true);
  };
  const label = `Account of ${name}`;
  const button = (
    <MenuButton label={label} onNear={loadChoices} onOpen={() => setOpened(true)}>
      {ICON}
    </MenuButton>
  );
  return (
    <>
      <Suspense fallback={button}>
        {wasOpened ? <AccountChoices label={label} trigger={ICON} name={name} email={email} role={role} onSignOut={ask} /> : button}
      </Suspense>
      {wasAsked && (
        <Suspense fallback={null}>
          <SignOutDialog isOpen={isAsking} onOpenChange={setAsking} signOut={signOut} signOutHere={signOutHere} />
        </Suspense>
      )}
    </>
  );
}
