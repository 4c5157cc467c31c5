// Promises about the disk: without room nothing is admitted and all is well again with room; a broken one lets nothing leave uncounted.
import { closeSync, mkdirSync, readdirSync, readlinkSync, rmdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { countedRequest, countRecords, END, manualTurn, memoryStore, openTestJournal, temporaryDirectory } from "./journal-under-test";
import { listSegments, segmentPath } from "./segments";
import { KEPT_MS, tidySegments } from "./tidy-segments";

// They work on a real disk, with processes of their own.
vi.setConfig({ testTimeout: 60_000 });

const KEY = countedRequest().caller;
const SEGMENT_BYTES = 128 * 1024;

/** A directory where the next segment would be prepared stands for a disk without room: nothing can be put in its place. */
function occupy(dataDirectory: string): () => void {
  const place = join(dataDirectory, "journal", "0", "next.partial");
  rmSync(place, { force: true });
  mkdirSync(place);
  mkdirSync(join(place, "kept"));
  return () => {
    rmdirSync(join(place, "kept"));
    rmdirSync(place);
  };
}

test("without room for a next segment the current one is used up, then nothing can be counted; with room again, it can", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const shortages: boolean[] = [];
  mkdirSync(join(directory, "journal", "0"), { recursive: true });
  const journal = await openTestJournal(directory, store, {
    segmentBytes: SEGMENT_BYTES,
    onShort: (fault) => shortages.push(fault !== null),
  });
  // The segment after the first is prepared already; the one after that has no room.
  const free = occupy(directory);
  let admitted = 0;
  const open = [];
  while (journal.sink.canCount) {
    open.push(journal.sink.admit(countedRequest()));
    admitted += 1;
  }
  await vi.waitFor(() => expect(journal.isShort).toBe(true), { timeout: 10_000 });
  expect(shortages).toEqual([true]);
  // What was admitted still has room to end.
  for (const each of open.slice(-1000)) each.finish(END);
  await journal.settle();
  expect(store.accepted(KEY)).toBe(admitted);
  expect(await countRecords(join(directory, "journal", "0"))).toEqual({ admitted, finished: 1000 });
  free();
  await vi.waitFor(() => expect(journal.sink.canCount).toBe(true), { timeout: 10_000 });
  expect(shortages).toEqual([true, false]);
  journal.sink.serve(countedRequest(), END);
  await journal.close();
  expect(store.accepted(KEY)).toBe(admitted + 1);
});

test("when really nothing fits any more, counting fails loudly instead of passing", async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, "journal", "0"), { recursive: true });
  const journal = await openTestJournal(directory, memoryStore(), { segmentBytes: SEGMENT_BYTES, onShort: () => {} });
  occupy(directory);
  expect(() => {
    for (let index = 0; index < 100_000; index++) journal.sink.admit(countedRequest());
  }).toThrow("no room");
  await journal.close();
});

test("a journal that starts on a full disk serves as soon as there is room", async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, "journal", "0"), { recursive: true });
  const free = occupy(directory);
  const journal = await openTestJournal(directory, memoryStore(), { onShort: () => {} });
  expect([journal.sink.canCount, journal.isShort]).toEqual([false, true]);
  free();
  await vi.waitFor(() => expect(journal.sink.canCount).toBe(true), { timeout: 10_000 });
  journal.sink.serve(countedRequest(), END);
  await journal.close();
});

test.skipIf(process.platform !== "linux")("a broken disk is told, and nothing that waits for its write is sent", async () => {
  const directory = temporaryDirectory();
  const turn = manualTurn();
  const broken: unknown[] = [];
  const journal = await openTestJournal(directory, memoryStore(), { atTurnEnd: turn.atTurnEnd, onBroken: (fault) => broken.push(fault) });
  const [segment = 0] = await listSegments(join(directory, "journal", "0"));
  // The file is taken from under the writer: each further write fails, as on a disk that is gone.
  const path = segmentPath(join(directory, "journal", "0"), segment);
  const number = readdirSync("/proc/self/fd").find((fd) => linkOf(fd) === path);
  closeSync(Number(number));
  const sent: string[] = [];
  journal.sink.serve(countedRequest(), END);
  journal.sink.whenSafe(() => sent.push("answer"));
  expect(() => turn.end()).toThrow("cannot be written");
  expect(broken).toMatchObject([{ code: "EBADF" }]);
  expect(sent).toEqual([]);
  expect(journal.sink.canCount).toBe(false);
});

test("folded segments are kept for an hour, then removed; what is not folded is kept whatever its age", async () => {
  const directory = temporaryDirectory();
  const store = memoryStore();
  const journal = await openTestJournal(directory, store, { segmentBytes: SEGMENT_BYTES });
  const slot = join(directory, "journal", "0");
  const fill = async (segments: number) => {
    while ((await listSegments(slot)).length < segments) {
      while (!journal.sink.canCount) await wait(1);
      for (let index = 0; index < 100; index++) journal.sink.serve(countedRequest(), END);
      await wait(0);
    }
  };
  await fill(3);
  await journal.settle();
  await journal.close();
  const old = new Date(Date.now() - KEPT_MS - 1000);
  for (const segment of (await listSegments(slot)).slice(0, 2)) utimesSync(segmentPath(slot, segment), old, old);
  await tidySegments(slot, { segment: 2, offset: 10 }, false);
  expect(await listSegments(slot)).toEqual([2, 3]);
  await tidySegments(slot, { segment: 3, offset: 10 }, false);
  expect(await listSegments(slot)).toEqual([3]);
  await tidySegments(slot, null, true);
  expect(await listSegments(slot)).toEqual([3]);
});

function linkOf(fd: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return null;
  }
}
