// Promise: a run over several keys says at every moment how far it is, what was refused and why, and what it did not touch.
import { describe, expect, it } from "vitest";
import { afterKey, type BulkAnswer, type BulkRun, beginRun, OPPOSITE_STEPS, readBulkStep, readRevokingWords, runWords } from "./bulk-step";

const KEY = { publicId: "key_0000000001", name: "ci", lastUsedAt: null };
const REFUSED: BulkAnswer = { kind: "refused", problems: [{ field: "", code: "invalid", message: "Not yours." }] };

const runOf = (total: number, answers: readonly BulkAnswer[], phase: BulkRun["phase"]): BulkRun => ({
  ...answers.reduce((run, answer) => afterKey(run, KEY, answer), beginRun("pause", total)),
  phase,
});

describe("runWords", () => {
  it.each<[number, readonly BulkAnswer[], BulkRun["phase"], string]>([
    [40, Array(12).fill({ kind: "done" }), "running", "Pausing: 12 of 40"],
    [1, [{ kind: "done" }], "ended", "Paused 1 of 1 key."],
    [3, [{ kind: "done" }, { kind: "unchanged" }, REFUSED], "ended", "Paused 1 of 3 keys. 1 already was so. 1 was refused."],
    [40, Array(12).fill({ kind: "done" }), "stopped", "Paused 12 of 40 keys. Stopped: 28 were not touched."],
    [2, [{ kind: "done" }], "broken", "Paused 1 of 2 keys. The server could not be reached: 1 was not touched."],
  ])("of %s keys after %j, %s", (total, answers, phase, words) => {
    expect(runWords(runOf(total, answers, phase))).toBe(words);
  });
});

it("keeps which keys were changed, so that exactly those can be changed back", () => {
  expect(runOf(3, [{ kind: "done" }, { kind: "unchanged" }, REFUSED], "ended").changed).toEqual([KEY]);
});

it("knows an opposite of pausing and resuming, and none of what cannot be taken back", () => {
  expect(OPPOSITE_STEPS).toEqual({ pause: "resume", resume: "pause" });
});

describe("readRevokingWords", () => {
  it.each([
    ["revoke 1 key", 1],
    ["revoke 12 keys", 12],
    [" Revoke  12 keys ", 12],
  ])("%j agrees to %s", (typed, count) => {
    expect(readRevokingWords(typed)).toBe(count);
  });

  it.each([
    "",
    "revoke",
    "revoke keys",
    "revoke 0 keys",
    "revoke 1 keys",
    "revoke 2 key",
    "revoke 12 keys!",
    "revoke 1e3 keys",
    null,
    true,
    {},
  ])("%j agrees to nothing", (typed) => expect(readRevokingWords(typed)).toBeNull());
});

it("keeps which key was refused, and why", () => {
  expect(runOf(1, [REFUSED], "ended").refused).toEqual([{ publicId: KEY.publicId, name: "ci", why: "Not yours." }]);
});

it.each(["", "delete", "constructor", null, 1, {}])("%j is no step", (text) => {
  expect(readBulkStep(text)).toBeNull();
});
