// The best stand first, whoever came first, in each API and in all of them.
import { expect, test } from "vitest";
import { type RankedUse, UsageRankings } from "./ranking";

const use = (n: number, fields: Partial<RankedUse> = {}): RankedUse => ({
  apiId: "a",
  keyId: `key ${n}`,
  tenantId: "",
  ownerId: "organisation",
  accepted: n,
  limited: 0,
  denied: 0,
  ...fields,
});

test("of many keys the 20 with the most requests are placed, refused ones counted", () => {
  const rankings = new UsageRankings();
  for (let n = 1; n <= 3000; n += 1) rankings.add(use((n * 7919) % 3001));
  rankings.add(use(0, { keyId: "refused", denied: 5000 }));
  const keys = rankings.ranks().filter(({ scope, kind }) => scope === "" && kind === "key");
  expect(keys.map(({ subject }) => subject)).toEqual(["refused", ...Array.from({ length: 19 }, (_, index) => `key ${3000 - index}`)]);
  expect(keys.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test("tenants are the sums of their keys, callers that are no keys are one, and both stand in each API and in all", () => {
  const rankings = new UsageRankings();
  rankings.add(use(1, { tenantId: "t" }));
  rankings.add(use(2, { tenantId: "t", apiId: "b" }));
  rankings.add(use(9, { keyId: "" }));
  rankings.add(use(9, { keyId: "", tenantId: "t" }));
  const told = (scope: string, kind: string) =>
    rankings
      .ranks()
      .filter((rank) => rank.scope === scope && rank.kind === kind)
      .map(({ subject, accepted }) => [subject, accepted]);
  expect(told("", "key")).toEqual([
    ["", 18],
    ["key 2", 2],
    ["key 1", 1],
  ]);
  expect(told("a", "key")).toEqual([
    ["", 18],
    ["key 1", 1],
  ]);
  expect(told("", "tenant")).toEqual([
    ["t", 12],
    ["", 9],
  ]);
  expect(told("b", "tenant")).toEqual([["t", 2]]);
});

test("where there are no tenants none is ranked", () => {
  const rankings = new UsageRankings();
  rankings.add(use(1));
  expect(rankings.ranks().map(({ kind }) => kind)).not.toContain("tenant");
});

test("owners are the sums of their keys, and callers that are no keys belong to none", () => {
  const rankings = new UsageRankings();
  rankings.add(use(1, { ownerId: "ada" }));
  rankings.add(use(2, { ownerId: "ada", apiId: "b" }));
  rankings.add(use(2));
  rankings.add(use(9, { keyId: "", ownerId: "" }));
  const owners = rankings.ranks().filter(({ scope, kind }) => scope === "" && kind === "owner");
  expect(owners.map(({ subject, accepted }) => [subject, accepted])).toEqual([
    ["", 9],
    ["ada", 3],
    ["organisation", 2],
  ]);
});
