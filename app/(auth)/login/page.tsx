// Where members sign in.
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/auth/login-form";
import { Alert } from "@/components/ui/alert";
import { readReturnPath } from "@/lib/core/console-paths";
import { hasOwner } from "@/lib/manage/team/member";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { findSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Sign in" };

/** What led here, by the query's word for it. */
const NEWS: Readonly<Record<string, string>> = {
  "owner-made": "The owner account is made. Sign in with it.",
  "signed-out": "You are signed out, in every browser and on every device.",
};

interface LoginPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[]; readonly news?: string | string[] }>;
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { next, news } = await searchParams;
  const returnTo = readReturnPath(typeof next === "string" ? next : undefined);
  if ((await findSession()) !== null) redirect(returnTo);
  const sentence = typeof news === "string" && Object.hasOwn(NEWS, news) ? NEWS[news] : undefined;
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
      {sentence !== undefined && <Alert tone="good">{sentence}</Alert>}
      {(await hasOwner(readConsole().world)) ? <LoginForm returnTo={returnTo} /> : <NoOwnerYet />}
    </>
  );
}

function NoOwnerYet() {
  return (
    <Alert tone="info">
      There is no account yet. Keyfuse printed a set-up link when it started; open it to make the owner account. A restart prints a new one.
    </Alert>
  );
}
