// Promises of the journal: what was appended before an answer is counted once, wherever the process dies and whatever the database does.
import { fork } from "node:child_process";
import { cpSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { countedRequest, countRecords, END, manualTurn, memoryStore, openTestJournal, temporaryDirectory } from "./journal-under-test";
import { listSegments, segmentPath } from "./segments";

// They work on a real disk, with processes of their own.
vi.setConfig({ testTimeout: 60_000 });

const KEY = countedRequest().caller;
const slotOf = (dataDirectory: string, slot = "0") => join(dataDirectory, "journal", slot);

test("what is counted in a turn is written before what is sent in it, in one write, and survives", async () => {
  const directory = temporaryDirectory();
  const turn = manualTurn();
  const journal = await openTestJournal(directory, memoryStore(), { atTurnEnd: turn.atTurnEnd });
  const order: string[] = [];
  journal.sink.whenSafe(() => order.push("nothing waits"));
  journal.sink.admit(countedRequest());
  journal.sink.whenSafe(() => order.push(`sent after ${journal.sink.position.offset > 0 ? "the write" : "nothing"}`));
  journal.sink.serve(countedRequest(), END);
  journal.sink.whenSafe(() => order.push("sent second"));
  expect(order).toEqual(["nothing waits"]);
  expect(await countRecords(slotOf(directory))).toEqual({});
  turn.end();
  expect(order).toEqual(["nothing waits", "sent after the write", "sent second"]);
  expect(await countRecords(slotOf(directory))).toEqual({ admitted: 1, served: 1 });
  await journal.close();
});

test("acts that count and give acts run in the order given, each behind a write", async () => {
  const turn = manualTurn();
  const journal = await openTestJournal(temporaryDirectory(), memoryStore(), { atTurnEnd: turn.atTurnEnd });
  const order: string[] = [];
  journal.sink.admit(countedRequest());
  journal.sink.whenSafe(() => {
    journal.sink.admit(countedRequest());
    const before = journal.sink.position.offset;
    journal.sink.whenSafe(() => order.push(journal.sink.position.offset > before ? "third, written" : "third, unwritten"));
    order.push("first");
  });
  journal.sink.whenSafe(() => order.push("second"));
  turn.end();
  expect(order).toEqual(["first", "second", "third, written"]);
  await journal.close();
});

test("a fold hands over everything counted before it, ends move their requests, refusals take no units", async () => {
  const store = memoryStore();
  const journal = await openTestJournal(temporaryDirectory(), store);
  const open = journal.sink.admit(countedRequest());
  journal.sink.serve(countedRequest(), END);
  journal.sink.refuse(countedRequest(), "rate_limited", 429);
  journal.sink.addUnknownRefusal("api", "unknown", 4, 1_700_000_000_000);
  await journal.settle();
  expect(store.byStatus(KEY)).toEqual({ 0: 1, 2: 1, 4: 1 });
  expect(store.byStatus("")).toEqual({ 4: 1 });
  open.finish(END);
  open.finish(END);
  await Promise.all([journal.settle(), journal.settle(), journal.settle()]);
  expect(store.byStatus(KEY)).toEqual({ 0: 0, 2: 2, 4: 1 });
  expect(store.accepted(KEY)).toBe(2);
  await journal.close();
  expect(store.batches).toHaveLength(2);
});

test("unknown refusals alone move the position, so that no answer that is lost can count them twice", async () => {
  const store = memoryStore();
  const journal = await openTestJournal(temporaryDirectory(), store);
  journal.sink.addUnknownRefusal("api", "unknown", 4, 1_700_000_000_000);
  store.is("deaf");
  await expect(journal.settle()).rejects.toThrow("lost");
  store.is("up");
  await journal.settle();
  expect(store.byStatus("")).toEqual({ 4: 1 });
  await journal.close();
});

test("while the database is away counting goes on, and nothing is lost or doubled when it is back, nor when its answer was lost", async () => {
  const store = memoryStore();
  const journal = await openTestJournal(temporaryDirectory(), store);
  let counted = 0;
  for (const state of ["up", "down", "deaf", "deaf", "down", "up", "deaf", "up"] as const) {
    store.is(state);
    for (let index = 0; index < 100; index++) journal.sink.serve(countedRequest(), END);
    counted += 100;
    if (state === "up") await journal.settle();
    else await expect(journal.settle()).rejects.toThrow();
  }
  expect(store.accepted(KEY)).toBe(counted);
  await journal.close();
});

test("what was dropped from memory while the database was away is read back from the files", async () => {
  const store = memoryStore();
  const journal = await openTestJournal(temporaryDirectory(), store, { mostUnfolded: 3_000 });
  store.is("down");
  const callers = 3_001;
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < callers; index++) {
      while (!journal.sink.canCount) await nextTurn();
      journal.sink.serve(countedRequest({ caller: `caller ${index}` }), END);
      if (index % 500 === 0) await nextTurn();
    }
    await expect(journal.settle()).rejects.toThrow();
  }
  journal.sink.serve(countedRequest(), END);
  store.is("up");
  await journal.settle();
  const counted = store.batches.flatMap(({ deltas }) => deltas).reduce((sum, { count }) => sum + count, 0);
  expect(counted).toBe(2 * callers + 1);
  await journal.close();
});

test("a journal that was left is folded by the next process, again and again without counting twice", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const journal = await openTestJournal(directory, store);
  for (let index = 0; index < 10; index++) journal.sink.serve(countedRequest(), END);
  await journal.settle();
  journal.sink.admit(countedRequest());
  await nextTurn();
  // What a killed process leaves: its files as they are, and a lock that nobody holds.
  const left = temporaryDirectory();
  cpSync(slotOf(directory), slotOf(left), { recursive: true, filter: (path) => !path.endsWith("lock") });
  for (let start = 0; start < 3; start++) {
    const next = await openTestJournal(left, store);
    expect(store.byStatus(KEY)).toEqual({ 0: 1, 2: 10 + start });
    next.sink.serve(countedRequest(), END);
    await next.close();
  }
  await expect(journal.close()).rejects.toThrow();
});

test("an end that comes after its admission's fold counts it once, also when another process folds the end", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const journal = await openTestJournal(directory, store);
  const open = journal.sink.admit(countedRequest());
  await journal.settle();
  store.is("down");
  open.finish(END);
  await expect(journal.close()).rejects.toThrow("away");
  store.is("up");
  const next = await openTestJournal(directory, store);
  expect(store.byStatus(KEY)).toEqual({ 0: 0, 2: 1 });
  await next.close();
});

test("what ends after the journal was closed is let go, and harms nobody", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const journal = await openTestJournal(directory, store);
  const open = journal.sink.admit(countedRequest());
  await journal.close();
  open.finish(END);
  await nextTurn();
  expect(journal.sink.canCount).toBe(false);
  expect(() => journal.sink.serve(countedRequest(), END)).toThrow("no room");
  expect(store.byStatus(KEY)).toEqual({ 0: 1 });
});

test("a torn tail is cut wherever it tears, and later segments are read all the same", async () => {
  const directory = temporaryDirectory();
  const journal = await openTestJournal(directory, memoryStore());
  for (let index = 0; index < 5; index++) journal.sink.serve(countedRequest(), END);
  await nextTurn();
  const slot = slotOf(directory);
  const [segment = 0] = await listSegments(slot);
  const { offset } = journal.sink.position;
  const whole = readFileSync(segmentPath(slot, segment)).subarray(0, offset);
  await journal.close();
  for (let cut = 0; cut <= offset; cut += 7) {
    const torn = temporaryDirectory();
    cpSync(slot, slotOf(torn), { recursive: true, filter: (path) => !path.endsWith("lock") });
    writeFileSync(segmentPath(slotOf(torn), segment), Buffer.concat([whole.subarray(0, cut), Buffer.alloc(4096 + offset - cut)]));
    const store = memoryStore();
    const next = await openTestJournal(torn, store, { segmentBytes: 128 * 1024 });
    const survivors = store.accepted(KEY);
    next.sink.serve(countedRequest(), END);
    await next.close();
    const again = memoryStore();
    await (await openTestJournal(torn, again, { segmentBytes: 128 * 1024 })).close();
    expect(again.accepted(KEY), `cut at ${cut}`).toBe(survivors + 1);
  }
}, 120_000);

test("segments follow each other, each with a dictionary of its own, and none of their records is lost at the seams", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const journal = await openTestJournal(directory, store, { segmentBytes: 128 * 1024 });
  const callers = Array.from({ length: 50 }, (_, index) => `caller ${index}`);
  for (let index = 0; index < 6_000; index++) {
    // The next segment is prepared beside the turns.
    if (index % 500 === 0) await nextTurn();
    while (!journal.sink.canCount) await nextTurn();
    journal.sink.admit(countedRequest({ caller: callers[index % callers.length] ?? "" })).finish(END);
  }
  await nextTurn();
  expect((await listSegments(slotOf(directory))).length).toBeGreaterThan(3);
  expect(await countRecords(slotOf(directory))).toEqual({ admitted: 6_000, finished: 6_000 });
  await journal.close();
  const again = memoryStore();
  await (await openTestJournal(directory, again)).close();
  for (const other of [store, again]) {
    for (const caller of callers) expect(other.accepted(caller)).toBe(120);
  }
});

test("power loss: what the database has seen but the disk has lost is neither counted again nor written over", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const journal = await openTestJournal(directory, store);
  for (let index = 0; index < 10; index++) journal.sink.serve(countedRequest(), END);
  await journal.close();
  const [segment = 0] = await listSegments(slotOf(directory));
  truncateSync(segmentPath(slotOf(directory), segment), 200);
  const next = await openTestJournal(directory, store);
  next.sink.serve(countedRequest(), END);
  await next.close();
  expect(store.accepted(KEY)).toBe(11);
});

test("two processes have two journals; a slot whose owner is dead is accounted for by whoever starts next", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const first = await openTestJournal(directory, store);
  const child = fork("scripts/services/journal-process.ts", [directory], { execArgv: ["--import", "tsx"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const counted = await new Promise((resolve) => child.once("message", resolve));
  expect(counted).toBe(7);
  expect(readdirSync(join(directory, "journal")).sort()).toEqual(["0", "1"]);
  const dead = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await dead;
  const third = await openTestJournal(directory, store);
  expect(store.accepted(KEY)).toBe(7);
  await third.close();
  await first.close();
  expect(store.accepted(KEY)).toBe(7);
});

test("the fold lag grows while the database is away, and ends with a fold that leaves nothing behind", async () => {
  const store = memoryStore();
  let nowMs = 0;
  const journal = await openTestJournal(temporaryDirectory(), store, { monotonicMs: () => nowMs });
  store.is("down");
  journal.sink.serve(countedRequest(), END);
  nowMs = 5000;
  await expect(journal.settle()).rejects.toThrow("away");
  expect(journal.foldLagMs).toBe(5000);
  expect(journal.sink.totals).toMatchObject({ accepted: 1 });
  store.is("up");
  await journal.settle();
  expect(journal.foldLagMs).toBe(0);
  nowMs = 7000;
  await journal.settle();
  expect(journal.foldLagMs).toBe(0);
  await journal.close();
});
