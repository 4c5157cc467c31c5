// Every refusal of the conformance tables is explained by the id that its client got, with exactly the answer that it got.
import { afterAll, beforeAll, expect, test } from "vitest";
import { call as callRow } from "@/e2e/dialects/run-row";
import { rowsFor, TABLES } from "@/e2e/dialects/tables";
import { mintTokens } from "@/e2e/dialects/tokens";
import { conformanceWorld } from "@/e2e/dialects/world";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { headerOf, type RawAnswer } from "@/e2e/raw-http";
import { DENIAL_CODES } from "@/lib/core/denials/denial";
import type { RequestExplanation } from "@/lib/core/explanation/explanation";
import { requestId } from "@/lib/core/request-id";
import { type OpenDoor, openDoor } from "./open-door";

/** Of the connection, and for scripts of other sites: the page says that they are left out. */
const LEFT_OUT = /^(?:date|content-length|connection|keep-alive|transfer-encoding|vary|access-control-.*)$/i;

interface Told {
  readonly title: string;
  readonly method: string;
  readonly answer: RawAnswer;
  readonly explanation: RequestExplanation | null;
}

let upstream: EchoUpstream;
let door: OpenDoor;
const told: Told[] = [];
/** Every credential that was sent. */
const presented = new Set<string>();
const refusals = () => told.filter(({ explanation }) => explanation !== null && explanation.request.reason !== null);

beforeAll(async () => {
  upstream = await startEchoUpstream();
  const { tokens, trustedKeys } = await mintTokens();
  const world = conformanceWorld({ tenants: 2, upstream: upstream.url, trustedKeys });
  door = await openDoor(world, { TRUSTED_PROXIES: "127.0.0.1/32", AUTH_FAILURES_PER_MINUTE: "3" });
  const mount = { address: door.address, tokens };
  const rows = TABLES.flatMap((table) => rowsFor(table, 2)).filter(({ row }) => row.needs?.includes("upgrade") !== true);
  const answers: Pick<Told, "title" | "method" | "answer">[] = [];
  // A verdict is answered 200, whatever it says.
  const isOfUse = (path: string, { status }: RawAnswer) => status >= 400 || path === "/v1/verify";
  for (const { title, row } of rows) {
    for (const before of row.before ?? []) for (let count = 0; count < before.times; count += 1) await callRow(before.request, mount);
    const answer = await callRow(row.request, mount);
    if (isOfUse(row.request.path, answer)) answers.push({ title, method: row.request.method, answer });
  }
  for (const [name, value] of rows.flatMap(({ row }) => row.request.headers)) {
    const word = value.slice(value.lastIndexOf(" ") + 1);
    if (/api-key|^authorization$/i.test(name) && word.length >= 16 && !word.includes("{token")) presented.add(word);
  }
  for (const token of Object.values(tokens)) presented.add(token);
  for (const each of answers) {
    const id = headerOf(each.answer, "x-request-id");
    if (id !== null) told.push({ ...each, explanation: await door.runtime.console.usage.explainRequest(id, { withKeyless: true }) });
  }
}, 240_000);
afterAll(async () => {
  await door?.close();
  await upstream?.stop();
});

/** The header lines that are the refusal's own, names in lower case. */
function linesOf(headers: readonly (readonly [string, string])[]): string[] {
  return headers
    .filter(([name]) => !LEFT_OUT.test(name))
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .sort();
}

test("status, headers and body are those that the client got", () => {
  for (const { title, answer, explanation } of refusals()) {
    const sent = explanation?.answer;
    // What is wrong with the body of a verification may repeat names out of it, so it is kept nowhere.
    if (explanation?.api?.slug === "service" && explanation.request.told === null) continue;
    expect(sent?.kind, title).toBe("shown");
    if (sent?.kind !== "shown") continue;
    const text = answer.body.toString("utf8");
    expect({ status: sent.answer.status, headers: linesOf(sent.answer.headers), body: sent.answer.body }, title).toEqual({
      status: answer.status,
      headers: linesOf(answer.headers),
      body: text === "" ? "" : JSON.stringify(JSON.parse(text), null, 2),
    });
  }
});

test("refusals of nearly every reason were compared, those of strangers too", () => {
  const reasons = new Set(refusals().map(({ explanation }) => explanation?.request.reason));
  console.log(`explained: ${refusals().length} refusals for ${reasons.size} reasons`);
  // Those that take an outage or a key that a bootstrap file cannot say, and those that are counted as let through: an operation or the upstream said no.
  const others = [
    "paused",
    "unknown_tenant",
    "unavailable",
    "upstream_unreachable",
    "upstream_timeout",
    "not_implemented",
    "body_too_large",
  ];
  expect(DENIAL_CODES.filter((code) => !reasons.has(code) && !others.includes(code))).toEqual([]);
  expect(refusals().length).toBeGreaterThan(300);
});

test("no refusal for want of a good credential goes unexplained", () => {
  // What a token without a key asks for is counted, and kept of nobody.
  const isOfToken = ({ title }: Told) => title.includes("a token opens no");
  const missed = told.filter((each) => each.answer.status === 401 && each.explanation === null && !isOfToken(each));
  expect(missed.map(({ title }) => title)).toEqual([]);
});

test("each tells method, template and address range, and never the path or the credential", () => {
  for (const { title, method, explanation } of refusals()) {
    if (explanation === null || explanation.isVerification) continue;
    const { endpoint, range } = explanation.request;
    expect(explanation.request.method, title).toBe(method);
    expect(endpoint === "(unmatched)" || endpoint?.startsWith("/"), title).toBe(true);
    expect(range, title).toMatch(/\/(?:24|48)$/);
  }
  const text = JSON.stringify(told.map(({ explanation }) => explanation));
  expect(presented.size).toBeGreaterThan(50);
  for (const secret of presented) expect(text.includes(secret)).toBe(false);
});

test("nothing is known of an id that no client got", async () => {
  expect(await door.runtime.console.usage.explainRequest(requestId(Date.now(), 1), { withKeyless: true })).toBeNull();
});
