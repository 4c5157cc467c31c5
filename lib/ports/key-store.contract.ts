// What every key store promises, as one suite; changes are made by somebody else than the store.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KeyRecord } from "@/lib/core/key-record";
import type { KeyStore } from "@/lib/ports/gate-ports";

const RETIRES_IN_MS = 800;
const RETIRES_LATER_MS = 60_000;

/** Columns of a key that a test may set. */
interface KeyColumns {
  readonly apiId?: string;
  readonly name?: string;
  readonly createdBy?: string;
  readonly permissions?: string[];
  readonly endpoints?: Record<string, string[]>;
  readonly ipAllowList?: string[];
  readonly metadata?: Record<string, string>;
  readonly keyManager?: boolean;
  readonly expiresAt?: Date | null;
  readonly pausedAt?: Date | null;
  readonly revokedAt?: Date | null;
}

export interface WrittenKey extends KeyColumns {
  readonly id: string;
  readonly fingerprint: string;
}

/** Writes keys behind the store's back, each change committed and announced when its promise resolves. */
export interface KeyBook {
  readonly apiIds: readonly [string, string];
  /** A key with one secret version; of the first API unless the columns say otherwise. */
  create(fields?: KeyColumns & { fingerprint?: string }): Promise<WrittenKey>;
  change(keyId: string, columns: Omit<KeyColumns, "apiId">): Promise<void>;
  addSecret(keyId: string): Promise<string>;
  retireSecret(keyId: string, fingerprint: string, inMs: number): Promise<void>;
  remove(keyId: string): Promise<void>;
}

export interface OpenedKeyStore {
  readonly store: KeyStore;
  readonly book: KeyBook;
  /** Resolves once the store acts on every change that was announced before. */
  seen(): Promise<void>;
  close(): Promise<void>;
}

/** Runs the suite against the store that `open` makes. */
export function keyStoreContract(name: string, open: () => Promise<OpenedKeyStore>): void {
  describe(`key store contract: ${name}`, () => {
    let opened: OpenedKeyStore;
    let book: KeyBook;
    let apiId: string;

    const find = async (fingerprint: string, ofApi = apiId): Promise<KeyRecord | null> => opened.store.find(ofApi, fingerprint);

    beforeAll(async () => {
      opened = await open();
      book = opened.book;
      apiId = book.apiIds[0];
    });

    afterAll(() => opened?.close());

    test("a fingerprint that no key has finds nothing, however often it is asked for", async () => {
      for (let time = 0; time < 3; time++) expect(await find("00".repeat(32))).toBeNull();
    });

    test("a key is found with everything a decision needs", async () => {
      const expiresAt = new Date(Date.UTC(2031, 0, 2, 3, 4, 5, 678));
      const { id, fingerprint } = await book.create({
        name: "nightly job",
        createdBy: "member:8b1d5f0e-1111-4222-8333-944445555666",
        permissions: ["read", "write"],
        endpoints: { "/v0/payments": ["GET"] },
        ipAllowList: ["10.0.0.0/8"],
        metadata: { team: "billing" },
        keyManager: true,
        expiresAt,
      });
      await opened.seen();
      for (let time = 0; time < 2; time++) {
        expect(await find(fingerprint)).toEqual({
          kind: "key",
          id,
          publicId: expect.stringMatching(/^key_\d{10}$/),
          apiId,
          planName: "default",
          tenantId: null,
          accountId: "8b1d5f0e-1111-4222-8333-944445555666",
          name: "nightly job",
          permissions: ["read", "write"],
          endpoints: { "/v0/payments": ["GET"] },
          ipAllowList: ["10.0.0.0/8"],
          metadata: { team: "billing" },
          keyManager: true,
          expiresAtMs: expiresAt.getTime(),
          pausedAtMs: null,
          revokedAtMs: null,
          version: { id: expect.any(String), retiresAtMs: null },
        });
      }
    });

    test("what no member made is held by the organisation", async () => {
      const { fingerprint } = await book.create({ createdBy: "bootstrap" });
      await opened.seen();
      expect(await find(fingerprint)).toMatchObject({ accountId: "organisation" });
    });

    test("revoked, paused and expired keys are found as such", async () => {
      const at = new Date(1_700_000_000_000);
      const { fingerprint } = await book.create({ revokedAt: at, pausedAt: at, expiresAt: at });
      await opened.seen();
      expect(await find(fingerprint)).toMatchObject({ revokedAtMs: 1.7e12, pausedAtMs: 1.7e12, expiresAtMs: 1.7e12 });
    });

    test("a key is found under its own API only", async () => {
      const { fingerprint } = await book.create();
      await opened.seen();
      expect(await find(fingerprint)).not.toBeNull();
      expect(await find(fingerprint, book.apiIds[1])).toBeNull();
      expect(await find(fingerprint)).not.toBeNull();
    });

    test("a secret that was asked for before it existed is found once it does", async () => {
      const fingerprint = "ab".repeat(32);
      expect(await find(fingerprint)).toBeNull();
      await book.create({ fingerprint });
      await opened.seen();
      expect(await find(fingerprint)).not.toBeNull();
    });

    test("a change is seen by the next request", async () => {
      const { id, fingerprint } = await book.create();
      await opened.seen();
      expect(await find(fingerprint)).toMatchObject({ revokedAtMs: null });
      for (let round = 0; round < 20; round++) {
        await book.change(id, { name: `name ${round}`, revokedAt: new Date(round) });
        await opened.seen();
        expect(await find(fingerprint)).toMatchObject({ name: `name ${round}`, revokedAtMs: round });
      }
    });

    test("a removed key is found no more", async () => {
      const { id, fingerprint } = await book.create();
      await opened.seen();
      expect(await find(fingerprint)).not.toBeNull();
      await book.remove(id);
      await opened.seen();
      expect(await find(fingerprint)).toBeNull();
    });

    test("each secret version of a key counts until it is retired, and is the same key", async () => {
      const { id, fingerprint } = await book.create();
      await opened.seen();
      const found = await find(fingerprint);
      const rotated = await book.addSecret(id);
      await opened.seen();
      const other = { ...found, version: { id: expect.any(String), retiresAtMs: null } };
      expect([await find(fingerprint), await find(rotated)]).toEqual([found, other]);
      expect((await find(rotated))?.version?.id).not.toBe(found?.version?.id);
      await book.retireSecret(id, fingerprint, RETIRES_LATER_MS);
      await opened.seen();
      expect(await find(fingerprint)).toEqual({ ...found, version: { id: found?.version?.id, retiresAtMs: expect.any(Number) } });
      await book.retireSecret(id, fingerprint, 0);
      await opened.seen();
      expect([await find(fingerprint), await find(rotated)]).toEqual([null, other]);
    });

    test("a version that retires later counts until then, without anybody saying so again", async () => {
      const { id, fingerprint } = await book.create();
      const beforeMs = performance.now();
      await book.retireSecret(id, fingerprint, RETIRES_IN_MS);
      const afterMs = performance.now();
      await opened.seen();
      const found = await find(fingerprint);
      // On a machine too busy to ask in time there is nothing to expect.
      if (performance.now() < beforeMs + RETIRES_IN_MS) expect(found).not.toBeNull();
      await sleep(Math.max(0, afterMs + RETIRES_IN_MS + 20 - performance.now()));
      expect(await find(fingerprint)).toBeNull();
    });

    test("many requests at once for many keys each get their own key", async () => {
      const keys = await Promise.all(Array.from({ length: 20 }, (_, index) => book.create({ name: `at once ${index}` })));
      await opened.seen();
      const asked = Array.from({ length: 5 }, () => keys).flat();
      const found = await Promise.all(asked.map((key) => find(key.fingerprint)));
      expect(found.map((record) => record?.id)).toEqual(asked.map((key) => key.id));
    });
  });
}
