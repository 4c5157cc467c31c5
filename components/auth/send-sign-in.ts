// Sends a sign-in as next-auth expects one: its token against forged requests first, then the form.

const UNREACHABLE = "The sign-in could not be sent. Check your connection and try again.";
const UNAVAILABLE = "Signing in is not possible at the moment. Try again in a minute.";
const WRONG_CODE = "This code is wrong, or was used. Type the one that the app shows now.";
const SSO_UNAVAILABLE = "The identity provider of your organisation cannot be reached. Sign in another way, or try again in a minute.";
const PASSKEY_REFUSED = "This passkey is not known here, or was not accepted. Sign in another way.";
const WRONG = "E-mail address or password is wrong.";

/**
 * What a sign-in came to. `code`: it needs a code of the second factor, and `problem` says what was wrong with one. `wrong`: what was
 * typed opens nothing. `refused`: it was not judged, so that the same may be sent again.
 */
export type SignInEnd =
  | { readonly kind: "signed-in" }
  | { readonly kind: "wrong"; readonly problem: string }
  | { readonly kind: "refused"; readonly problem: string }
  | { readonly kind: "code"; readonly problem: string | null };

interface SignInFields {
  readonly email: string;
  readonly password: string;
  /** "" = not asked for yet. */
  readonly code: string;
}

/** Signs in; the browser keeps the cookie. */
export function sendSignIn(fields: SignInFields): Promise<SignInEnd> {
  return send("credentials", { ...fields });
}

/** Signs in by what a passkey answered. */
export async function sendPasskey(answer: string): Promise<SignInEnd> {
  const end = await send("passkey", { answer });
  return end.kind === "wrong" ? refused(PASSKEY_REFUSED) : end;
}

/** Goes to the organisation's identity provider, which leads back to `returnTo`. Null, or why it did not. */
export async function beginSingleSignOn(returnTo: string): Promise<string | null> {
  try {
    const body = new URLSearchParams({ csrfToken: await forgeryToken(), callbackUrl: returnTo, json: "true" });
    const answer = await fetch("/api/auth/signin/oidc", { method: "POST", body, redirect: "manual" });
    const { url } = (await answer.json()) as { url: string };
    if (new URL(url).origin === window.location.origin) return SSO_UNAVAILABLE;
    window.location.assign(url);
    return null;
  } catch {
    return UNREACHABLE;
  }
}

async function forgeryToken(): Promise<string> {
  const forgery = await fetch("/api/auth/csrf", { cache: "no-store" });
  return ((await forgery.json()) as { csrfToken: string }).csrfToken;
}

async function send(provider: string, fields: Readonly<Record<string, string>>): Promise<SignInEnd> {
  try {
    const body = new URLSearchParams({ ...fields, csrfToken: await forgeryToken(), json: "true" });
    const answer = await fetch(`/api/auth/callback/${provider}`, { method: "POST", body, redirect: "manual" });
    const { url } = (await answer.json()) as { url: string };
    return endOf(answer.status, new URL(url, window.location.origin).searchParams);
  } catch {
    return refused(UNREACHABLE);
  }
}

/** The reason stands in the query of the address that a browser without scripts would have been sent to. */
function endOf(status: number, query: URLSearchParams): SignInEnd {
  // A sign-in whose token was not accepted is answered as a success that leads back to the start.
  if (status === 200 && !query.has("csrf")) return { kind: "signed-in" };
  const reason = query.get("error");
  if (reason === "OTP_REQUIRED") return { kind: "code", problem: null };
  if (reason === "OTP_WRONG") return { kind: "code", problem: WRONG_CODE };
  if (reason === "CredentialsSignin") return { kind: "wrong", problem: WRONG };
  const seconds = /^throttled-(\d+)$/.exec(reason ?? "")?.[1];
  return refused(seconds === undefined ? UNAVAILABLE : `Too many tries. Wait ${waitingTime(Number(seconds))}, then try again.`);
}

function refused(problem: string): SignInEnd {
  return { kind: "refused", problem };
}

function waitingTime(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
