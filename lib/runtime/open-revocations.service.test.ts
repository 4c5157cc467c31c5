// The list of a serving process against its database: read at start, heard in between, read again after a connection was lost.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announceRevocations } from "@/lib/adapters/postgres/announce";
import { migrate } from "@/lib/adapters/postgres/migrate";
import { type Database, type DatabaseTarget, openDatabase } from "@/lib/adapters/postgres/open-database";
import { deleteExpiredRevocations } from "@/lib/adapters/postgres/revocation-store";
import { openTrustedKeys } from "@/lib/adapters/postgres/trusted-keys";
import { type Revocation, revocationAt } from "@/lib/core/tokens/revocation";
import type { VerifiedToken } from "@/lib/core/tokens/token-profile";
import { writeRevocations } from "@/lib/manage/tokens/write-revocations";
import { startMigratedDatabase } from "@/scripts/services/embedded-database";
import { startPostgres } from "@/scripts/services/postgres";
import { startRelay } from "@/scripts/services/relay";
import { type OpenRevocations, openRevocations } from "./open-revocations";

const DATABASES: Readonly<Record<string, () => Promise<{ target: DatabaseTarget; stop: () => Promise<void> }>>> = {
  "the embedded database": async () => {
    const database = await startMigratedDatabase();
    return { target: { socketDirectory: database.socketDirectory }, stop: () => database.stop() };
  },
  PostgreSQL: async () => {
    const server = await startPostgres();
    return { target: { url: server.url }, stop: () => server.stop() };
  },
};

function token(tokenId: string): VerifiedToken {
  const issuedAtMs = Date.now() - 60_000;
  return { issuer: "i", subject: "s", tokenId, issuedAtMs, expiresAtMs: issuedAtMs + 3_600_000, permissions: [], claims: {} };
}

/** Revokes as a change does: the row and the notification in one transaction. */
async function revoke(database: Database, revocations: readonly Revocation[]): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await writeRevocations(tx, revocations);
    await announceRevocations(tx, revocations);
  });
}

async function until(isTrue: () => boolean, withinMs: number): Promise<number> {
  const startedMs = performance.now();
  while (!isTrue() && performance.now() - startedMs < withinMs) await sleep(5);
  expect(isTrue()).toBe(true);
  return performance.now() - startedMs;
}

/** The list of a process whose connections go to that target. */
function openProcess(database: Database, target: DatabaseTarget, staleSeconds = 300) {
  const faults: unknown[] = [];
  const revocations: OpenRevocations = openRevocations({
    pool: database.pool,
    hearing: () => keys.hearing,
    staleSeconds,
    onFault: (fault) => faults.push(fault),
    retryMs: 20,
  });
  const keys = openTrustedKeys({
    pool: database.pool,
    target,
    onReset: () => void revocations.renew(),
    onRevocation: (payload) => revocations.hear(payload),
  });
  const close = async () => {
    await keys.close();
    revocations.close();
  };
  return { revocations, keys, faults, close };
}

describe.each(Object.entries(DATABASES))("on %s", (_, start) => {
  let database: Database;
  let started: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    started = await start();
    database = openDatabase(started.target);
    await migrate(database.pool, "prisma/migrations");
  });
  afterAll(async () => {
    await database?.close();
    await started?.stop();
  });
  beforeEach(() => database.prisma.tokenRevocation.deleteMany().then(() => {}));

  it("what is stored is known at the start, what is committed later within a second, what is rolled back never", async () => {
    await revoke(database, [revocationAt("token", "before", Date.now())]);
    const serving = openProcess(database, started.target);
    await serving.revocations.renew();
    expect(serving.revocations.judge(token("before"))).toBe("revoked");
    expect(await serving.keys.whenTrusted(10_000)).toBe(true);
    expect(serving.revocations.judge(token("later"))).toBe("good");
    await revoke(database, [revocationAt("token", "later", Date.now())]);
    expect(await until(() => serving.revocations.judge(token("later")) === "revoked", 5000)).toBeLessThan(1000);
    const undone = database.prisma.$transaction(async (tx) => {
      await announceRevocations(tx, [revocationAt("token", "undone", Date.now())]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await sleep(300);
    expect(serving.revocations.judge(token("undone"))).toBe("good");
    await serving.close();
  });

  it("more than can be told one by one are read, in pieces", async () => {
    const serving = openProcess(database, started.target);
    await serving.revocations.renew();
    expect(await serving.keys.whenTrusted(10_000)).toBe(true);
    const many = Array.from({ length: 12_000 }, (_unused, index) => revocationAt("token", `t${index}`, Date.now()));
    await revoke(database, many);
    await until(() => serving.revocations.judge(token("t11999")) === "revoked", 10_000);
    await until(() => serving.revocations.size() === 12_000, 5000);
    await serving.close();
  });

  it("rows that no token is left for are deleted, others stay", async () => {
    const longAgo = Date.now() - 2_592_061_000;
    await revoke(database, [revocationAt("token", "old", longAgo), revocationAt("token", "new", Date.now())]);
    expect(await deleteExpiredRevocations(database.pool, Date.now())).toBe(1);
    expect(await database.prisma.tokenRevocation.findMany({ select: { subject: true } })).toEqual([{ subject: "new" }]);
  });
});

describe("on PostgreSQL, over a cable that is cut", () => {
  it("tokens pass on the last known list, or not at all; what was missed is known before the list is trusted again", async () => {
    const server = await startPostgres();
    const database = openDatabase({ url: server.url });
    await migrate(database.pool, "prisma/migrations");
    const relay = await startRelay(server.url);
    const [lenient, strict] = [300, 0].map((staleSeconds) => openProcess(database, { url: relay.url }, staleSeconds)) as [
      ReturnType<typeof openProcess>,
      ReturnType<typeof openProcess>,
    ];
    await Promise.all([lenient.keys.whenTrusted(10_000), strict.keys.whenTrusted(10_000)]);
    await until(() => strict.revocations.judge(token("x")) === "good", 5000);
    relay.silence("both");
    await until(() => strict.revocations.judge(token("x")) === "unknown", 5000);
    await revoke(database, [revocationAt("token", "x", Date.now())]);
    await sleep(500);
    expect([lenient.revocations.judge(token("x")), strict.revocations.judge(token("x"))]).toEqual(["good", "unknown"]);
    relay.silence("none");
    const seen = new Set<string>();
    await until(() => {
      seen.add(strict.revocations.judge(token("x")));
      return strict.revocations.judge(token("y")) === "good";
    }, 10_000);
    // Never good: what was missed is known before the list is trusted again.
    expect([...seen]).not.toContain("good");
    expect([lenient.revocations.judge(token("x")), strict.revocations.judge(token("x"))]).toEqual(["revoked", "revoked"]);
    await Promise.all([lenient.close(), strict.close()]);
    await relay.close();
    await database.close();
    await server.stop();
  });
});
