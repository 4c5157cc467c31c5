// Compares an answer with what a row expects, and with what every answer must have whatever the row.
import { headerOf, type RawAnswer } from "@/e2e/raw-http";
import type { Answered, Expected, Fact } from "./row";

/** What is wrong with an answer, one line each; empty = it conforms. */
export function differences(expected: Answered, answer: RawAnswer, method: string): string[] {
  const wrong: string[] = [];
  if (answer.status !== expected.status) wrong.push(`status ${answer.status}, expected ${expected.status}`);
  wrong.push(...everyAnswer(answer));
  for (const [name, wanted] of Object.entries(expected.headers ?? {})) {
    const value = headerOf(answer, name);
    const isRight = wanted === null ? value === null : wanted instanceof RegExp ? value !== null && wanted.test(value) : value === wanted;
    if (!isRight) wrong.push(`header ${name} is ${JSON.stringify(value)}, expected ${String(wanted)}`);
  }
  if (expected.empty && answer.body.length > 0) wrong.push(`body ${preview(answer)}, expected none`);
  if (expected.empty && method !== "HEAD" && headerOf(answer, "content-type") !== null) wrong.push("an empty body has a content type");
  if (expected.json !== undefined) wrong.push(...jsonDifferences(expected.json, answer));
  return wrong;
}

/** What holds for every answer: a request id, a challenge on 401, whole seconds in Retry-After, `Allow` on 405, no framework's name. */
function everyAnswer(answer: RawAnswer): string[] {
  const wrong: string[] = [];
  const ids = answer.headers.filter(([name]) => name.toLowerCase() === "x-request-id");
  if (ids.length !== 1 || !/^req_\d{9,}$/.test(ids[0]?.[1] ?? "")) wrong.push(`X-Request-Id is ${JSON.stringify(ids.map(([, id]) => id))}`);
  if (answer.status === 401 && !headerOf(answer, "www-authenticate")) wrong.push("401 without WWW-Authenticate");
  if (answer.status !== 401 && headerOf(answer, "www-authenticate") !== null) wrong.push(`${answer.status} with WWW-Authenticate`);
  const retryAfter = headerOf(answer, "retry-after");
  if ((answer.status === 429 || answer.status === 503) && retryAfter === null) wrong.push(`${answer.status} without Retry-After`);
  if (retryAfter !== null && !/^[1-9]\d*$/.test(retryAfter)) wrong.push(`Retry-After is ${retryAfter}`);
  if (answer.status === 405 && !headerOf(answer, "allow")) wrong.push("405 without Allow");
  if (headerOf(answer, "x-powered-by") !== null) wrong.push("X-Powered-By is sent");
  return wrong;
}

function jsonDifferences(expected: Expected, answer: RawAnswer): string[] {
  const type = headerOf(answer, "content-type");
  if (type === null || !/^application\/json(;|$)/.test(type)) return [`content type ${type}, body ${preview(answer)}`];
  let actual: unknown;
  try {
    actual = JSON.parse(answer.body.toString("utf8"));
  } catch {
    return [`body is not JSON: ${preview(answer)}`];
  }
  return valueDifferences(expected, actual, answer, "$");
}

function valueDifferences(expected: Expected, actual: unknown, answer: RawAnswer, path: string): string[] {
  const differs = () => [`${path} is ${JSON.stringify(actual)}, expected ${wordOf(expected)}`];
  if (expected instanceof RegExp) return typeof actual === "string" && expected.test(actual) ? [] : differs();
  if (isFact(expected)) return factDifferences(expected, actual, answer, path);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return differs();
    return expected.flatMap((item: Expected, index) => valueDifferences(item, actual[index], answer, `${path}[${index}]`));
  }
  if (expected === null || typeof expected !== "object") return Object.is(expected, actual) ? [] : differs();
  if (actual === null || typeof actual !== "object" || Array.isArray(actual)) return differs();
  const extra = Object.keys(actual).filter((name) => !Object.hasOwn(expected, name));
  return [...extra.map((name) => `${path}.${name} is not expected`), ...memberDifferences(expected, actual, answer, path)];
}

function memberDifferences(expected: object, actual: object, answer: RawAnswer, path: string): string[] {
  const members = actual as Readonly<Record<string, unknown>>;
  return Object.entries(expected).flatMap(([name, value]) => valueDifferences(value as Expected, members[name], answer, `${path}.${name}`));
}

function factDifferences(fact: Fact, actual: unknown, answer: RawAnswer, path: string): string[] {
  const differs = (wanted: unknown) => (Object.is(actual, wanted) ? [] : [`${path} is ${JSON.stringify(actual)}, expected ${wanted}`]);
  switch (fact.fact) {
    case "requestId":
      return differs(headerOf(answer, "x-request-id"));
    case "retryAfter":
      return differs(Number(headerOf(answer, "retry-after")));
    case "between":
      return Number.isInteger(actual) && Number(actual) >= fact.least && Number(actual) <= fact.most
        ? []
        : [`${path} is ${JSON.stringify(actual)}, expected ${fact.least} to ${fact.most}`];
    case "having":
      if (actual === null || typeof actual !== "object") return [`${path} is ${JSON.stringify(actual)}`];
      return memberDifferences(fact.members, actual, answer, path);
    default:
      return fact satisfies never;
  }
}

function isFact(expected: Expected): expected is Fact {
  return expected !== null && typeof expected === "object" && "fact" in expected;
}

function wordOf(expected: Expected): string {
  return expected instanceof RegExp ? String(expected) : JSON.stringify(expected);
}

function preview(answer: RawAnswer): string {
  return JSON.stringify(answer.body.subarray(0, 120).toString("utf8"));
}
