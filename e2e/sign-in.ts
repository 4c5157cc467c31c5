// Signs in to the console as a browser does, without one.

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** What the browser brings along. */
interface Brought {
  /** A Cookie header of before the sign-in. */
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The session cookie as a browser would send it. Throws when the sign-in is refused. */
export async function signInOverHttp(origin: string, { email, password }: Credentials, brought: Brought = {}): Promise<string> {
  const planted = brought.cookie === undefined ? [] : [brought.cookie];
  const forgery = await fetch(`${origin}/api/auth/csrf`, { headers: { ...brought.headers, cookie: planted.join("; ") } });
  const { csrfToken } = (await forgery.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { ...brought.headers, origin, cookie: [...planted, cookiesOf(forgery)].join("; ") },
    body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
    redirect: "manual",
  });
  const session = cookiesOf(answer);
  if (answer.status !== 200 || !session.includes("session=")) throw new Error(`the sign-in was answered ${answer.status}`);
  return session;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.slice(0, line.indexOf(";")))
    .join("; ");
}
