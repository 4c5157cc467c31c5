// Promises of counting in the database: a promise that resolves is a request that is counted once.
import { expect, test } from "vitest";
import { DatabaseSink } from "./database-sink";
import { countedRequest, END, memoryStore } from "./journal-under-test";

const KEY = countedRequest().caller;

test("what a turn counts is one fold, before anybody goes on", async () => {
  const store = memoryStore();
  const sink = new DatabaseSink(store, "process");
  const order: string[] = [];
  const admitting = Array.from({ length: 50 }, () => sink.admit(countedRequest()));
  sink.whenSafe(() => order.push(`act after ${store.accepted(KEY)}`));
  const opened = await Promise.all(admitting);
  expect(store.accepted(KEY)).toBe(50);
  expect(store.batches).toHaveLength(1);
  expect(order).toEqual(["act after 50"]);
  await Promise.all([sink.serve(countedRequest(), END), sink.refuse(countedRequest(), "revoked", 401)]);
  for (const each of opened) each.finish(END);
  for (const each of opened) each.finish(END);
  await sink.settle();
  expect(store.byStatus(KEY)).toEqual({ 0: 0, 2: 51, 4: 1 });
  expect(sink.totals).toEqual({ accepted: 51, limited: 0, denied: 1, unknownRefusals: 0 });
  expect(sink.size).toBe(0);
  sink.whenSafe(() => order.push("at once"));
  expect(order.at(-1)).toBe("at once");
});

test("a database that is away rejects; one whose answer is lost counts once", async () => {
  const store = memoryStore();
  const sink = new DatabaseSink(store, "process");
  store.is("deaf");
  await sink.serve(countedRequest(), END);
  expect(store.accepted(KEY)).toBe(1);
  store.is("down");
  await expect(sink.admit(countedRequest())).rejects.toThrow("away");
  store.is("up");
  await sink.serve(countedRequest(), END);
  expect(store.accepted(KEY)).toBe(3);
  sink.addUnknownRefusal("api", "unknown", 4, 1_700_000_000_000);
  await sink.settle();
  expect(store.byStatus("")).toEqual({ 4: 1 });
});
