// Sends one conformance row to a listening server and says what is wrong with the answer.
import { type Address, type RawAnswer, type RawCall, send } from "@/e2e/raw-http";
import { differences } from "./compare";
import type { Call, Row } from "./row";

/** What a row is run against. */
export interface Mount {
  readonly address: Address;
  readonly tokens: Readonly<Record<string, string>>;
}

/** What is wrong, one line each; empty = the row holds. */
export async function runRow(row: Row, mount: Mount): Promise<string[]> {
  for (const before of row.before ?? []) {
    for (let count = 1; count <= before.times; count++) {
      const answer = await call(before.request, mount);
      if (answer.status !== before.status) return [`call ${count} of ${before.times} before: status ${answer.status}: ${answer.body}`];
    }
  }
  const answer = await call(row.request, mount);
  return [...differences(row.expect, answer, row.request.method), ...leaks(row, answer)];
}

/** Sends a row's call as it is written. */
export function call(request: Call, { address, tokens }: Mount): Promise<RawAnswer> {
  const named = (text: string) => text.replace(/\{token:(\w+)\}/g, (_, name: string) => tokenOf(name, tokens));
  const raw: RawCall = {
    method: request.method,
    target: named(request.path),
    headers: [
      ["Host", request.host ?? `127.0.0.1:${address.port}`],
      ...request.headers.map(([name, value]) => [name, named(value)] as const),
    ],
    body: request.body === undefined ? undefined : named(request.body),
  };
  return send(address, raw);
}

export function tokenOf(name: string, tokens: Readonly<Record<string, string>>): string {
  const token = tokens[name];
  if (token === undefined) throw new Error(`there is no token named ${name}`);
  return token;
}

/** No answer repeats the credential that was sent, and no upstream saw it (it echoes what it sees). */
function leaks(row: Row, answer: RawAnswer): string[] {
  const text = `${answer.headers.join("\n")}\n${answer.body.toString("utf8")}`;
  const presented = row.request.headers
    .filter(([name]) => /api-key|^authorization$/i.test(name))
    .map(([, value]) => value.slice(value.lastIndexOf(" ") + 1))
    .filter((value) => value.length >= 16 && !value.includes("{token"));
  return presented.some((value) => text.includes(value)) ? ["the answer repeats the credential"] : [];
}
