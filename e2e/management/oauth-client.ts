// An OAuth client as programs are: forms, HTTP Basic, JSON answers.
import type { Address } from "@/e2e/raw-http";

/** An answer with its body parsed; null = it has none. */
export interface OauthAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly headers: Headers;
}

/** HTTP Basic with both parts encoded as RFC 6749 §2.3.1 has it. */
export const basic = (id: string, secret: string) => `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`;

/** Sends a form to one of OAuth's endpoints. */
export async function postForm(
  { host, port }: Address,
  path: string,
  form: string | Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<OauthAnswer> {
  const answer = await fetch(`http://${host}:${port}${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
    redirect: "manual",
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text), headers: answer.headers };
}

/** The claims of a token, unverified. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}
