// Lines of exported usage: the same cells in both forms, and none that a spreadsheet calculates.
import { expect, test } from "vitest";
import { SUM_HEADS, SUM_LINES, type SumFacts } from "./sum-lines";

const SUM: SumFacts = {
  ...{ startMs: 1_700_006_400_000, keyId: null, tenantId: null, api: "payments", endpoint: '=HYPERLINK("x"),1', method: "GET" },
  ...{ outcome: "denied", reason: "revoked", status: 4, count: 3, units: 0, bytes: 12 },
};

test("a line of CSV has a cell for each head, and none begins a formula", () => {
  expect(SUM_HEADS.csv).toBe("start,key,tenant,api,endpoint,method,outcome,reason,status,count,units,bytes\r\n");
  expect(SUM_LINES.csv(SUM)).toBe(`2023-11-15T00:00:00.000Z,,,payments,"'=HYPERLINK(""x""),1",GET,denied,revoked,4xx,3,0,12\r\n`);
});

test("a line of JSON names each cell, as it is", () => {
  expect(SUM_HEADS.jsonl).toBe("");
  expect(JSON.parse(SUM_LINES.jsonl(SUM))).toEqual({
    ...{ start: "2023-11-15T00:00:00.000Z", key: null, tenant: null, api: "payments", endpoint: '=HYPERLINK("x"),1', method: "GET" },
    ...{ outcome: "denied", reason: "revoked", status: "4xx", count: 3, units: 0, bytes: 12 },
  });
});
