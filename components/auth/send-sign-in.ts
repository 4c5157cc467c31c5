// Sends a sign-in as next-auth expects one: its token against forged requests first, then the form.

const UNREACHABLE = "The sign-in could not be sent. Check your connection and try again.";
const UNAVAILABLE = "Signing in is not possible at the moment. Try again in a minute.";
const REFUSED = "E-mail address or password is wrong.";

/** Signs in; the browser keeps the cookie. Null, or why not in a sentence for the person who tried. */
export async function sendSignIn(email: string, password: string): Promise<string | null> {
  try {
    const forgery = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = (await forgery.json()) as { csrfToken: string };
    const body = new URLSearchParams({ email, password, csrfToken, json: "true" });
    const answer = await fetch("/api/auth/callback/credentials", { method: "POST", body, redirect: "manual" });
    const { url } = (await answer.json()) as { url: string };
    return refusalOf(answer.status, new URL(url, window.location.origin).searchParams);
  } catch {
    return UNREACHABLE;
  }
}

/** The reason stands in the query of the address that a browser without scripts would have been sent to. */
function refusalOf(status: number, query: URLSearchParams): string | null {
  // A sign-in whose token was not accepted is answered as a success that leads back to the start.
  if (status === 200 && !query.has("csrf")) return null;
  const reason = query.get("error");
  if (reason === "CredentialsSignin") return REFUSED;
  const seconds = /^throttled-(\d+)$/.exec(reason ?? "")?.[1];
  return seconds === undefined ? UNAVAILABLE : `Too many tries. Wait ${waitingTime(Number(seconds))}, then try again.`;
}

function waitingTime(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
