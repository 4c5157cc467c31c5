// The list of the account's menu, open at once.
"use client";
import { LogOut, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useSyncExternalStore } from "react";
import { Menu, MenuChoice, MenuItem } from "@/components/ui/menu";
import { areTimesLocal, onTimesChange, showTimes } from "@/components/ui/times";
import { ACCOUNT_PATH } from "@/lib/core/console-paths";

interface AccountChoicesProps {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly onSignOut: () => void;
}

const ZONES = [
  { value: "local", label: "Times of this device" },
  { value: "utc", label: "Times in UTC" },
] as const;

export function AccountChoices({ label, trigger, name, email, role, onSignOut }: AccountChoicesProps) {
  const isLocal = useSyncExternalStore(onTimesChange, areTimesLocal, () => true);
  const router = useRouter();
  return (
    <Menu label={label} isIcon isOpenAtFirst trigger={trigger}>
      <div className="mb-1 border-line border-b px-3 pt-1.5 pb-2.5 text-sm">
        <p className="break-words font-medium">{name}</p>
        <p className="text-ink-soft [overflow-wrap:anywhere]">{email}</p>
        <p className="text-ink-soft">Role: {role}</p>
      </div>
      <MenuItem onSelect={() => router.push(ACCOUNT_PATH)}>
        <UserRound aria-hidden="true" />
        Your account
      </MenuItem>
      <div className="my-1 border-line border-y py-1">
        <MenuChoice
          label="Times"
          value={isLocal ? "local" : "utc"}
          options={ZONES}
          onValueChange={(zone) => showTimes(zone === "utc" ? "utc" : "local")}
        />
      </div>
      <MenuItem onSelect={onSignOut}>
        <LogOut aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
