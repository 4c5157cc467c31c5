// Addresses that nobody links to: whatever stands in the path or the query of a page, it is answered, and is no fault.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isFull } from "@/e2e/drills/drill";
import { ask, urlOfFile } from "./console-client";
import { appFiles } from "./console-map";
import { type ConsoleWorld, openConsoleWorld, PARAMETERS } from "./console-world";

/** In the place of one part of a path. */
const PARTS = ["%ED%A0%80", "%25", "%F0%9F%92%A9", "__proto__", "constructor", "%2e%2e", "key_9999999999", "a".repeat(2000)];

/** Every name that a page reads from its query. */
const NAMES = [
  ...["about", "action", "actor", "after", "all", "api", "before", "error", "format", "from", "hours", "news", "next", "outcome", "owner"],
  ...["page", "part", "q", "range", "reason", "request", "sort", "state", "tenant", "until", "view", "who"],
];

/** For all of them at once. The last ones are cursors of other lists, and of none: base64url of JSON. */
const VALUES = [
  ...["%00", "%ED%A0%80", "%", "__proto__", "constructor", "-1", "1e999", "9999-99-99T99:99", "%27%22%3E", "a".repeat(5000)],
  ...["W10", "bnVsbA", "WyJhIl0", "WyJuYW1lIiwiYVx1MDAwMCIsIiJd", "WyJuYW1lIiwiXHVkODAwIiwia2V5XzAwMDAwMDAwMDEiXQ"],
];

/** A short run sends one in so many through each page, other ones through the next. */
const SAMPLED = isFull ? 1 : 3;

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world?.close());

const answersOf = async (targets: readonly string[]) => {
  const broken: string[] = [];
  for (const target of targets) {
    const { status } = await ask(world.server, target, { cookie: world.members.owner.cookie });
    if (status >= 500) broken.push(`${target.slice(0, 120)}: ${status}`);
  }
  return broken;
};

describe("of every page", () => {
  const files = appFiles().map((file, turn) => ({ ...file, turn }));

  test.each(files)("$file: strange values in its query are answered", async ({ url, turn }) => {
    const values = VALUES.filter((_, index) => (index + turn) % SAMPLED === 0);
    const targets = values.map((value) => `${url}?${NAMES.map((name) => `${name}=${value}`).join("&")}`);
    expect(await answersOf([...targets, `${url}?${NAMES.map((name) => `${name}=a&${name}=b`).join("&")}`])).toEqual([]);
  });

  test.each(files.filter(({ file }) => file.includes("[")))("$file: strange parts of its path are answered", async ({ file }) => {
    const names = [...file.matchAll(/\[+(?:\.\.\.)?(\w+)\]+/g)].map(([, name = ""]) => name);
    expect(await answersOf(names.flatMap((name) => PARTS.map((part) => urlOfFile(file, { ...PARAMETERS, [name]: part }))))).toEqual([]);
  });
});

test("nothing of it was a fault", () => {
  const logged = world.server
    .stdout()
    .split("\n")
    .filter((line) => /"level":"(?:error|fatal)"/.test(line));
  const lines = [...logged, ...world.server.stderr().split("\n")];
  expect(lines.filter((line) => line !== "" && !/Warning/.test(line)).map((line) => line.slice(0, 300))).toEqual([]);
});
