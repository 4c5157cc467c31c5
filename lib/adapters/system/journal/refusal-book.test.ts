// Promises of the book of refusals: the latest are found by their id, also by the next process, and it never grows beyond its room.
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { UnknownRefusal } from "@/lib/ports/usage-ports";
import { temporaryDirectory } from "./journal-under-test";
import { openRefusalBook } from "./refusal-book";
import { rememberRefusals } from "./remembered-refusals";

const API_ID = "6c9e9669-9670-4f85-9f16-8396c2206f7f";

function refusal(number: number): UnknownRefusal {
  return {
    requestId: `req_1700000000000${String(number).padStart(9, "0")}`,
    atMs: 1_700_000_000_000 + number,
    apiId: API_ID,
    reason: "unknown",
    status: 4,
    method: "GET",
    endpoint: "/v1/{id}",
    range: "192.0.2.0/24",
    told: { facts: { keyId: "key_1234567890" }, limit: [], isDegraded: false },
  };
}

const open = (directory: string, noted: UnknownRefusal[] = []) =>
  openRefusalBook({
    directory,
    capacity: 100,
    onNote: (each) => noted.push(each),
    onFault: (fault) => {
      throw fault;
    },
  });

test("of more refusals than there is room for the latest are found, over several processes", async () => {
  const directory = temporaryDirectory();
  const noted: UnknownRefusal[] = [];
  for (let start = 0; start < 5; start++) {
    const book = await open(directory, noted);
    for (let number = start * 77; number < (start + 1) * 77; number++) {
      book.note(refusal(number));
      if (number % 10 === 0) await book.flush();
    }
    const last = (start + 1) * 77 - 1;
    expect(await book.find(refusal(last).requestId)).toEqual(refusal(last));
    expect(await book.find(refusal(Math.max(0, last - 99)).requestId)).toEqual(refusal(Math.max(0, last - 99)));
    if (last >= 100) expect(await book.find(refusal(last - 100).requestId)).toBeNull();
    await book.close();
  }
  expect(noted).toHaveLength(385);
  expect(statSync(join(directory, "refusals-2.ring")).size).toBeLessThanOrEqual(101 * 256);
});

test("without a disk the latest are found as well, until their room is used up", async () => {
  const noted: UnknownRefusal[] = [];
  const book = rememberRefusals((each) => noted.push(each), 2);
  for (const number of [1, 2, 3]) book.note(refusal(number));
  expect(noted).toHaveLength(3);
  expect(await book.find(refusal(1).requestId)).toBeNull();
  expect(await book.find(refusal(3).requestId)).toEqual(refusal(3));
});

test("what does not fit is left out: reason and API are known all the same", async () => {
  const directory = temporaryDirectory();
  const book = await open(directory);
  const odd = { ...refusal(1), endpoint: `/ü${"\\n".repeat(9)}` };
  const long = { ...refusal(2), endpoint: `/${"long/".repeat(50)}` };
  book.note(odd);
  book.note(long);
  expect(await book.find(odd.requestId)).toEqual(odd);
  expect(await book.find(long.requestId)).toEqual({ ...long, method: "", endpoint: "", range: null, told: null });
  await book.close();
});

test("an id that nobody had is not found, nor is a part of one", async () => {
  const book = await open(temporaryDirectory());
  expect(await book.find("req_1")).toBeNull();
  book.note(refusal(1));
  expect(await book.find("req_1")).toBeNull();
  expect(await book.find("")).toBeNull();
  expect(await book.find("unknown")).toBeNull();
  await book.close();
});
