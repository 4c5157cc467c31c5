// Where a member who forgot their password asks for a link to set a new one.
import type { Metadata } from "next";
import Link from "next/link";
import { MailLinkForm } from "@/components/auth/mail-link-form";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { askForReset } from "./actions";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function ForgotPage() {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Forgot your password?</h1>
      <MailLinkForm
        ask={askForReset}
        hint="If there is an account with it, a link to set a new password is sent there. It is good for 30 minutes."
        asked="If there is an account with this address, a mail with a link is on its way. No mail? An owner of this instance can look into it."
      />
      <Link href={SIGN_IN_PATH} prefetch={false} className="text-accent text-sm underline underline-offset-4">
        Back to the sign-in
      </Link>
    </>
  );
}
