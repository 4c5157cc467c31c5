// The list of the account's menu, open at once.
"use client";
import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { Menu, MenuItem } from "@/components/ui/menu";

interface AccountChoicesProps {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly onSignOut: () => void;
}

export function AccountChoices({ label, trigger, name, email, role, onSignOut }: AccountChoicesProps) {
  return (
    <Menu label={label} isIcon isOpenAtFirst trigger={trigger}>
      <div className="mb-1 border-line border-b px-3 pt-1.5 pb-2.5 text-sm">
        <p className="break-words font-medium">{name}</p>
        <p className="break-all text-ink-soft">{email}</p>
        <p className="text-ink-soft">Role: {role}</p>
      </div>
      <MenuItem onSelect={onSignOut}>
        <LogOut aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
