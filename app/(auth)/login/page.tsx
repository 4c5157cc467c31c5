// Where members sign in.
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/auth/login-form";
import { SsoButton } from "@/components/auth/sso-button";
import { Alert } from "@/components/ui/alert";
import { FORGOT_PATH, readReturnPath, SIGN_UP_PATH } from "@/lib/core/console-paths";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import { readSetting } from "@/lib/manage/settings/setting";
import { hasOwner } from "@/lib/manage/team/member";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { findSession } from "@/lib/runtime/sign-in/with-session";
import { askForPasskey } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

/** What led here, by the query's word for it. */
const NEWS: Readonly<Record<string, string>> = {
  "owner-made": "The owner account is made. Sign in with it.",
  "signed-out": "You are signed out, in every browser and on every device.",
  "signed-out-here": "You are signed out in this browser.",
  joined: "Your account is made. Sign in with it.",
  "password-set": "Your new password is set. Sign in with it.",
};

/** What went wrong on the way. */
const BAD_NEWS: Readonly<Record<string, string>> = {
  "sso-unknown":
    "Your organisation knows you, but no account of this console is linked to you. Sign in with your password and link it under Your account, or ask an owner for an invitation.",
  "sso-refused": "Single sign-on did not let you in. Try again, or ask an owner of this instance.",
};

interface LoginPageProps {
  readonly searchParams: Promise<PageQuery>;
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const query = await searchParams;
  const returnTo = readReturnPath(singleOf(query, "next"));
  if ((await findSession()) !== null) redirect(returnTo);
  const { world } = readConsole();
  const sentence = sentenceOf(NEWS, singleOf(query, "news"));
  // What next-auth itself refuses on the way back from the provider comes as `error`.
  const badSentence = sentenceOf(BAD_NEWS, singleOf(query, "error") === "" ? singleOf(query, "news") : "sso-refused");
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
      {sentence !== undefined && <Alert tone="good">{sentence}</Alert>}
      {badSentence !== undefined && <Alert tone="bad">{badSentence}</Alert>}
      {(await hasOwner(world)) ? (
        <WaysIn returnTo={returnTo} signUp={(await readSetting(world, SIGN_UP)).mode !== "off"} />
      ) : (
        <NoOwnerYet />
      )}
    </>
  );
}

function sentenceOf(news: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(news, word) ? news[word] : undefined;
}

function WaysIn({ returnTo, signUp }: { readonly returnTo: string; readonly signUp: boolean }) {
  const linkClasses = "text-accent underline underline-offset-4";
  return (
    <>
      <LoginForm returnTo={returnTo} askForPasskey={askForPasskey} />
      {readConsole().oidc !== null && <SsoButton returnTo={returnTo} />}
      <p className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        <Link href={FORGOT_PATH} prefetch={false} className={linkClasses}>
          Forgot your password?
        </Link>
        {signUp && (
          <Link href={SIGN_UP_PATH} prefetch={false} className={linkClasses}>
            Make an account
          </Link>
        )}
      </p>
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
