// Speaks to the console as a browser does, but says whatever it likes: sessions, origins, server actions.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Address } from "@/e2e/raw-http";
import { buildOnce, REPOSITORY } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";

/** A server action of the build. */
export interface ServerAction {
  readonly id: string;
  readonly name: string;
  /** Files of pages that can send it, as Next names them: `app/(console)/keys/page`. */
  readonly pages: readonly string[];
}

interface ActionManifest {
  readonly node: Readonly<Record<string, { readonly exportedName: string; readonly workers: Readonly<Record<string, unknown>> }>>;
}

/** Every server action that the build knows. */
export function serverActions(): ServerAction[] {
  // Ids change with the build, and tests are listed before any server starts.
  buildOnce();
  const manifest = readFileSync(path.join(REPOSITORY, ".next/server/server-reference-manifest.json"), "utf8");
  const { node } = JSON.parse(manifest) as ActionManifest;
  return Object.entries(node)
    .map(([id, { exportedName, workers }]) => ({ id, name: exportedName, pages: Object.keys(workers) }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** The URL of a page file, its parameters filled in: `app/(console)/keys/[key]/page` → `/keys/key_0000000001`. */
export function urlOfFile(file: string, parameters: Readonly<Record<string, string>>): string {
  const segments = file
    .replace(/^app\//, "")
    .replace(/(?:^|\/)(?:page|route)$/, "")
    .split("/")
    .filter((segment) => segment !== "" && !/^\(.*\)$/.test(segment));
  return `/${segments.map((segment) => segment.replace(/^\[+(?:\.\.\.)?(\w+)\]+$/, (_, name: string) => parameters[name] ?? name)).join("/")}`;
}

/** What is sent beside the method and the path. */
export interface Sent {
  readonly cookie?: string;
  /** null = no Origin at all; default = the console's own. */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | string;
  readonly method?: string;
}

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export const originOf = ({ host, port }: Address) => `http://${host}:${port}`;

/** One request; redirects are answers. */
export async function ask(address: Address, target: string, sent: Sent = {}): Promise<Got> {
  const { cookie, origin = originOf(address), headers = {}, body, method = body === undefined ? "GET" : "POST" } = sent;
  const all = { ...headers, ...(cookie === undefined ? {} : { cookie }), ...(origin === null || method === "GET" ? {} : { origin }) };
  const answer = await fetch(`${originOf(address)}${target}`, { method, headers: all, body, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** An argument of a server action: plain data, or a form's fields. */
export type Argument = { readonly form: Readonly<Record<string, string | readonly string[]>> } | { readonly data: unknown };

/** Arguments as React writes them in a reply: forms as parts of their own, plain data as JSON, a leading `$` doubled. */
export function actionBody(args: readonly Argument[]): FormData {
  const body = new FormData();
  const values = args.map((argument, index) => {
    if ("data" in argument) return escaped(argument.data);
    const part = index + 1;
    for (const [name, value] of Object.entries(argument.form)) {
      for (const single of [value].flat()) body.append(`_${part}_${name}`, single as string);
    }
    return `$K${part.toString(16)}`;
  });
  body.append("0", JSON.stringify(values));
  return body;
}

function escaped(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("$") ? `$${value}` : value;
  if (Array.isArray(value)) return value.map(escaped);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, escaped(member)]));
}

/** Calls a server action from a page. */
export function act(address: Address, page: string, action: ServerAction, args: readonly Argument[], sent: Sent = {}): Promise<Got> {
  const headers = { accept: "text/x-component", "next-action": action.id, ...sent.headers };
  return ask(address, page, { ...sent, headers, body: actionBody(args) });
}

const SESSION = "keyfuse-session";

/** The Cookie header of a new session, of a browser that had that other one before. */
export async function signIn(address: Address, email: string, password: string, cookie?: string): Promise<string> {
  const cookies = await signInOverHttp(originOf(address), { email, password }, { cookie });
  const session = cookies.split("; ").find((pair) => pair.startsWith(`${SESSION}=`));
  if (session === undefined) throw new Error(`the sign-in of ${email} made no session`);
  return session;
}

/** The value of the session in a Cookie header. */
export function sessionValue(cookie: string): string {
  return cookie.slice(SESSION.length + 1);
}

/** A Cookie header with that session. */
export function sessionCookie(value: string): string {
  return `${SESSION}=${value}`;
}
