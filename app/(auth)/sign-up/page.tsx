// Where people make an account themselves, if owners of this instance allow it.
import type { Metadata } from "next";
import Link from "next/link";
import { MailLinkForm } from "@/components/auth/mail-link-form";
import { Alert } from "@/components/ui/alert";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import { readSetting } from "@/lib/manage/settings/setting";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { askForAccount } from "./actions";

export const metadata: Metadata = { title: "Make an account" };

export default async function SignUpPage() {
  const { mode, domains } = await readSetting(readConsole().world, SIGN_UP);
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Make an account</h1>
      {mode === "off" ? (
        <Alert tone="info">Accounts are made by invitation here. Ask an owner of this instance for one.</Alert>
      ) : (
        <MailLinkForm
          ask={askForAccount}
          hint={
            mode === "domain"
              ? `With an address of ${domains.join(", ")}. A link to finish the account is sent there.`
              : "A link to finish the account is sent there."
          }
          asked="A mail with a link is on its way to this address. Open it to go on."
        />
      )}
      <Link href={SIGN_IN_PATH} prefetch={false} className="text-accent text-sm underline underline-offset-4">
        Back to the sign-in
      </Link>
    </>
  );
}
