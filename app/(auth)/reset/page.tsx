// Where a member sets a new password, by the link of a mail or of the command line.
import type { Metadata } from "next";
import Link from "next/link";
import { ResetForm } from "@/components/auth/reset-form";
import { FORGOT_PATH } from "@/lib/core/console-paths";
import { readReset, resetByLink } from "./actions";

export const metadata: Metadata = { title: "New password" };

export default function ResetPage() {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Set a new password</h1>
      <ResetForm read={readReset} reset={resetByLink} />
      <Link href={FORGOT_PATH} prefetch={false} className="text-accent text-sm underline underline-offset-4">
        Ask for a new link
      </Link>
    </>
  );
}
