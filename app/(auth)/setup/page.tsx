// Where the owner account is made, once, by the link that the first start printed.
import type { Metadata } from "next";
import Link from "next/link";
import { SetupForm } from "@/components/auth/setup-form";
import { Alert } from "@/components/ui/alert";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { hasOwner } from "@/lib/manage/team/member";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { makeOwner } from "./actions";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl tracking-tight">Set up Keyfuse</h1>
        <p className="text-ink-soft leading-relaxed">
          The owner may do everything on this instance, and brings in everybody else. The account is made once.
        </p>
      </header>
      {(await hasOwner(readConsole().world)) ? <HasOwner /> : <SetupForm action={makeOwner} />}
    </>
  );
}

function HasOwner() {
  return (
    <Alert tone="info">
      This instance has its owner.{" "}
      <Link href={SIGN_IN_PATH} className="font-medium underline underline-offset-4">
        Sign in
      </Link>
    </Alert>
  );
}
