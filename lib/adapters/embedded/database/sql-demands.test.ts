// What cannot be given to one connection without changing all of them is refused; everything else runs.
import { describe, expect, test } from "vitest";
import { readSqlDemands } from "./sql-demands";

describe("refused", () => {
  test.each([
    "DISCARD ALL",
    "discard plans",
    "  /* a /* nested */ comment */ DISCARD TEMP",
    "-- first\nDEALLOCATE ALL",
    "DEALLOCATE PREPARE x",
    "PREPARE x AS SELECT 1",
    "SET search_path = other",
    "SET SESSION statement_timeout = 5",
    "SET TIME ZONE 'Europe/Berlin'",
    "set session authorization someone",
    "RESET ALL",
    "SELECT set_config('search_path', '', false)",
    "SELECT pg_catalog.set_config('search_path', '', FALSE), 1",
    "CREATE TEMP TABLE t (i int)",
    "create local temporary table t (i int)",
    "CREATE OR REPLACE TEMP VIEW v AS SELECT 1",
    "CREATE GLOBAL TEMPORARY SEQUENCE s",
    "SELECT 1 INTO TEMP t",
    "CREATE TABLE pg_temp.t (i int)",
    "SELECT 1 INTO pg_temp.t",
    "SELECT 1 AS i INTO TEMPORARY TABLE t",
    "COPY t FROM STDIN",
    "copy t (a, b) from stdin with (format csv)",
    "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_lock_shared(1, 2)",
    "BEGIN; SET search_path = other; COMMIT",
    "SELECT 'a;b'; DISCARD ALL",
    "SELECT $$ ; $$; DISCARD ALL",
    "SELECT $q$ $$ ; $q$; DISCARD ALL",
    "SELECT E'it\\'s; '; DISCARD ALL",
    'SELECT 1 AS "a;b"; DISCARD ALL',
    "SELECT 1; UNLISTEN *",
  ])("%s", (sql) => {
    expect(readSqlDemands(sql).refusal).not.toBeNull();
  });
});

describe("let through", () => {
  test.each([
    "SELECT 1",
    "SET LOCAL search_path = other",
    "set local role someone",
    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
    "SET CONSTRAINTS ALL DEFERRED",
    "SELECT set_config('search_path', '', true)",
    "CREATE TABLE temp (i int)",
    "SELECT temp FROM weather; SELECT 1",
    "INSERT INTO temperature VALUES ('COPY t FROM STDIN')",
    "SELECT 'DISCARD ALL'",
    "SELECT 1 -- ; DISCARD ALL",
    "SELECT 1 /* ; DISCARD ALL */",
    "SELECT $$; DISCARD ALL;$$",
    "SELECT E'\\'; DISCARD ALL; --'",
    'SELECT "DISCARD ALL" FROM t',
    "COPY t TO STDOUT",
    "DECLARE c CURSOR FOR SELECT 1",
    "SELECT pg_advisory_xact_lock(1)",
    "PREPARE TRANSACTION 'x'",
    "UPDATE t SET a = 1",
    "",
    ";;",
    "SELECT 'unterminated",
    "/* unterminated",
  ])("%s", (sql) => {
    expect(readSqlDemands(sql).refusal).toBeNull();
  });
});

describe("listening", () => {
  test.each([
    ["LISTEN keys", [{ channel: "keys", on: true }]],
    ["listen KEYS", [{ channel: "keys", on: true }]],
    ['LISTEN "Keys ""x"""', [{ channel: 'Keys "x"', on: true }]],
    [
      'LISTEN a; LISTEN "B"',
      [
        { channel: "a", on: true },
        { channel: "B", on: true },
      ],
    ],
    ["UNLISTEN keys", [{ channel: "keys", on: false }]],
    ["UNLISTEN *", [{ channel: null, on: false }]],
    ["SELECT 'LISTEN keys'", []],
  ])("%s", (sql, changes) => {
    expect(readSqlDemands(sql).listens).toEqual(changes);
  });
});

describe("the end of a transaction", () => {
  test.each([
    ["COMMIT", "commit"],
    ["end", "commit"],
    ["ROLLBACK", "rollback"],
    ["abort work", "rollback"],
    ["ROLLBACK TO SAVEPOINT a", null],
    ["BEGIN", null],
    ["SELECT 'COMMIT'", null],
  ])("%s", (sql, ends) => {
    expect(readSqlDemands(sql).ends).toBe(ends);
  });
});

test("a megabyte of SQL is read in well under a second", () => {
  const sql = `INSERT INTO t VALUES ('${"it''s; ".repeat(150_000)}'); SELECT 1`;
  const startedAtMs = performance.now();
  expect(readSqlDemands(sql).refusal).toBeNull();
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});
