// The key cache: what it may answer from memory, and that a change overtakes every reading that began before it.
import { describe, expect, test } from "vitest";
import type { KeyRecord } from "@/lib/core/key-record";
import { EVERY_KEY, type KeyChange, keyChange, keysOfApi, secretChange } from "@/lib/ports/key-change";
import { type KeySource, type SecretVersion, StoreUnavailable } from "@/lib/ports/key-source";
import { createKeyCache } from "./key-cache";

const API = "11111111-1111-4111-8111-111111111111";
const OTHER_API = "22222222-2222-4222-8222-222222222222";

/** A source that is asked by hand: each reading waits until the test answers it. */
class HeldSource implements KeySource {
  readonly readings: { apiId: string; fingerprint: string; answer(version: SecretVersion | null): Promise<void>; fail(): Promise<void> }[] =
    [];
  recent: readonly (SecretVersion & { fingerprint: string })[] = [];

  findVersion(apiId: string, fingerprint: string): Promise<SecretVersion | null> {
    return new Promise((resolve, reject) => {
      const settled = async (settle: () => void) => {
        settle();
        await new Promise((done) => setImmediate(done));
      };
      this.readings.push({
        apiId,
        fingerprint,
        answer: (version) => settled(() => resolve(version)),
        fail: () => settled(() => reject(new StoreUnavailable(new Error("down")))),
      });
    });
  }

  async listRecent(limit: number) {
    return this.recent.slice(0, limit);
  }
}

function open({ capacity = 1000, isTrusted = true } = {}) {
  const source = new HeldSource();
  const trust = { untilMs: isTrusted ? Number.POSITIVE_INFINITY : 0 };
  const clock = { nowMs: 1000 };
  return { source, trust, clock, cache: createKeyCache({ source, trust, capacity, monotonicMs: () => clock.nowMs }) };
}

/** A cache that remembers those versions. */
async function openHolding(versions: Readonly<Record<string, SecretVersion | null>>, options = {}) {
  const opened = open(options);
  for (const [fingerprint, version] of Object.entries(versions)) {
    const found = opened.cache.find(API, fingerprint);
    await opened.source.readings.at(-1)?.answer(version);
    await found;
  }
  opened.source.readings.length = 0;
  return opened;
}

function key(id: string, changed: Partial<KeyRecord> = {}): KeyRecord {
  return {
    kind: "key",
    id,
    publicId: "key_0000000001",
    apiId: API,
    planName: "default",
    tenantId: null,
    accountId: null,
    name: id,
    permissions: ["*"],
    endpoints: {},
    ipAllowList: [],
    metadata: {},
    keyManager: false,
    expiresAtMs: null,
    pausedAtMs: null,
    revokedAtMs: null,
    version: { id: "v1", retiresAtMs: null },
    ...changed,
  };
}

function version(id: string, retiresInMs: number | null = null): SecretVersion {
  return { record: key(id), retiresInMs };
}

describe("while it is trusted", () => {
  test("a remembered key is answered at once, without a promise", async () => {
    const { cache, source } = await openHolding({ f1: version("k1") });
    expect(cache.find(API, "f1")).toEqual(key("k1"));
    expect(source.readings).toEqual([]);
  });

  test("an absence is remembered too", async () => {
    const { cache } = await openHolding({ f1: null });
    expect(cache.find(API, "f1")).toBeNull();
  });

  test("the same fingerprint under another API is asked for anew", async () => {
    const { cache, source } = await openHolding({ f1: version("k1") });
    const found = cache.find(OTHER_API, "f1");
    await source.readings[0]?.answer(null);
    expect(await found).toBeNull();
  });

  test("requests for one secret share one reading, requests for two do not", async () => {
    const { cache, source } = open();
    const found = [cache.find(API, "f1"), cache.find(API, "f1"), cache.find(API, "f2")];
    expect(source.readings.map((reading) => reading.fingerprint)).toEqual(["f1", "f2"]);
    await source.readings[0]?.answer(version("k1"));
    await source.readings[1]?.answer(null);
    expect(await Promise.all(found)).toEqual([key("k1"), key("k1"), null]);
  });

  test("a secret version that retires is remembered no longer than it counts", async () => {
    const { cache, source, clock } = await openHolding({ f1: version("k1", 500) });
    clock.nowMs = 1499;
    expect(cache.find(API, "f1")).toEqual(key("k1"));
    clock.nowMs = 1500;
    const found = cache.find(API, "f1");
    await source.readings[0]?.answer(null);
    expect(await found).toBeNull();
    expect(cache.find(API, "f1")).toBeNull();
  });

  test("a failed reading rejects, and is remembered as nothing", async () => {
    const { cache, source } = open();
    const found = cache.find(API, "f1") as Promise<unknown>;
    const rejected = expect(found).rejects.toMatchObject({ code: "store_unavailable" });
    await source.readings[0]?.fail();
    await rejected;
    const again = cache.find(API, "f1");
    await source.readings[1]?.answer(version("k1"));
    expect(await again).toEqual(key("k1"));
  });
});

describe("a change", () => {
  const COVERING: [string, KeyChange][] = [
    ["of the secret", secretChange("f1")],
    ["of the key", keyChange("k1")],
    ["of its API's keys", keysOfApi(API)],
    ["of every key", EVERY_KEY],
  ];
  const FOREIGN: [string, KeyChange][] = [
    ["of another secret", secretChange("f2")],
    ["of another key", keyChange("k2")],
    ["of another API's keys", keysOfApi(OTHER_API)],
  ];

  test.each(COVERING)("%s makes a remembered key be read again", async (_name, change) => {
    const { cache, source } = await openHolding({ f1: version("k1") });
    cache.forget(change);
    expect(cache.find(API, "f1")).toBeInstanceOf(Promise);
    expect(source.readings.length).toBe(1);
    await source.readings[0]?.answer(null);
  });

  test.each(FOREIGN)("%s leaves a remembered key alone", async (_name, change) => {
    const { cache } = await openHolding({ f1: version("k1") });
    cache.forget(change);
    expect(cache.find(API, "f1")).toEqual(key("k1"));
  });

  test.each(COVERING)("%s overtakes a reading under way: its row serves nobody and is read again", async (_name, change) => {
    const { cache, source } = open();
    const before = cache.find(API, "f1");
    cache.forget(change);
    const after = cache.find(API, "f1");
    await source.readings[0]?.answer(version("k1"));
    expect(source.readings.length).toBe(2);
    const revoked = { record: key("k1", { revokedAtMs: 7 }), retiresInMs: null };
    await source.readings[1]?.answer(revoked);
    expect(await Promise.all([before, after])).toEqual([revoked.record, revoked.record]);
    expect(cache.find(API, "f1")).toEqual(revoked.record);
  });

  test.each(FOREIGN)("%s overtakes no reading of a key", async (_name, change) => {
    const { cache, source } = open();
    const found = cache.find(API, "f1");
    cache.forget(change);
    await source.readings[0]?.answer(version("k1"));
    expect(await found).toEqual(key("k1"));
  });

  test.each([...COVERING, ["of any key, which may have got this secret", keyChange("new")] as const])(
    "%s ends a remembered absence and overtakes one being read",
    async (_name, change) => {
      const { cache, source } = await openHolding({ f1: null });
      cache.forget(change);
      const found = cache.find(API, "f1");
      expect(source.readings.length).toBe(1);
      cache.forget(change);
      await source.readings[0]?.answer(null);
      expect(source.readings.length).toBe(2);
      await source.readings[1]?.answer(version("new"));
      expect(await found).toEqual(key("new"));
    },
  );

  test("a key with two secret versions is forgotten under both", async () => {
    const { cache, source } = await openHolding({ f1: version("k1"), f2: version("k1"), f3: version("k2") });
    cache.forget(keyChange("k1"));
    void cache.find(API, "f1");
    void cache.find(API, "f2");
    expect(cache.find(API, "f3")).toEqual(key("k2"));
    expect(source.readings.map((reading) => reading.fingerprint)).toEqual(["f1", "f2"]);
  });

  test("more changes than are remembered one by one overtake everything", async () => {
    const { cache, source } = open();
    const found = cache.find(API, "f1");
    cache.forget(keyChange("k1"));
    for (let other = 0; other < 20_000; other++) cache.forget(keyChange(`other ${other}`));
    await source.readings[0]?.answer(version("k1"));
    expect(source.readings.length).toBe(2);
    await source.readings[1]?.answer(version("k1"));
    expect(await found).toEqual(key("k1"));
  });

  test("a storm of changes ends in a rejection, not in an old row", async () => {
    const { cache, source } = open();
    const found = expect(cache.find(API, "f1")).rejects.toMatchObject({ code: "store_unavailable" });
    for (let reading = 0; reading < 10; reading++) {
      cache.forget(keyChange("k1"));
      await source.readings[reading]?.answer(version("k1"));
    }
    await found;
    expect(source.readings.length).toBe(10);
  });
});

describe("without trust", () => {
  test("every request is read, even of a remembered key", async () => {
    const { cache, source, trust } = await openHolding({ f1: version("k1") });
    trust.untilMs = 1000;
    const found = cache.find(API, "f1");
    await source.readings[0]?.answer(null);
    expect(await found).toBeNull();
  });

  test("the lease is judged by the clock alone: memory is believed until its instant, and not at it", async () => {
    const { cache, trust, clock, source } = await openHolding({ f1: version("k1") });
    trust.untilMs = 2000;
    clock.nowMs = 1999.9;
    expect(cache.find(API, "f1")).toEqual(key("k1"));
    clock.nowMs = 2000;
    expect(cache.find(API, "f1")).toBeInstanceOf(Promise);
    await source.readings[0]?.answer(null);
  });

  test("a request is answered by a reading that began after it came; those that wait share one", async () => {
    const { cache, source } = open({ isTrusted: false });
    const first = cache.find(API, "f1");
    const others = [cache.find(API, "f1"), cache.find(API, "f1"), cache.find(API, "f1")];
    expect(source.readings.length).toBe(1);
    await source.readings[0]?.answer(version("k1"));
    expect(await first).toEqual(key("k1"));
    expect(source.readings.length).toBe(2);
    await source.readings[1]?.answer(null);
    expect(await Promise.all(others)).toEqual([null, null, null]);
  });

  test("a store that cannot be asked rejects every request, and serves again once it can", async () => {
    const { cache, source, trust } = await openHolding({ f1: version("k1") });
    trust.untilMs = 0;
    const refused = [cache.find(API, "f1"), cache.find(API, "f1")].map((found) => expect(found).rejects.toBeInstanceOf(StoreUnavailable));
    await source.readings[0]?.fail();
    await source.readings[1]?.fail();
    await Promise.all(refused);
    const found = cache.find(API, "f1");
    await source.readings[2]?.answer(version("k1"));
    expect(await found).toEqual(key("k1"));
  });
});

describe("memory", () => {
  test("holds no more than its capacity, and keeps what is asked for", async () => {
    const { cache, source } = await openHolding({ used: version("used") }, { capacity: 100 });
    for (let other = 0; other < 1000; other++) {
      const found = cache.find(API, `f${other}`);
      await source.readings.at(-1)?.answer(version(`k${other}`));
      await found;
      expect(cache.find(API, "used")).toEqual(key("used"));
    }
    expect(cache.size()).toBeLessThanOrEqual(100);
  });

  test("guessing secrets evicts no key", async () => {
    const { cache, source } = await openHolding({ used: version("used") }, { capacity: 100 });
    for (let guess = 0; guess < 1000; guess++) {
      const found = cache.find(API, `guess ${guess}`);
      await source.readings.at(-1)?.answer(null);
      await found;
    }
    expect(cache.find(API, "used")).toEqual(key("used"));
    expect(cache.size()).toBeLessThanOrEqual(11);
  });

  test("a key that moved between generations is still forgotten when it changes", async () => {
    const { cache, source } = await openHolding({ used: version("used") }, { capacity: 4 });
    for (const fingerprint of ["a", "b", "c"]) {
      const found = cache.find(API, fingerprint);
      await source.readings.at(-1)?.answer(version(fingerprint));
      await found;
      cache.find(API, "used");
    }
    cache.forget(keyChange("used"));
    expect(cache.find(API, "used")).toBeInstanceOf(Promise);
    await source.readings.at(-1)?.answer(null);
  });

  test("the warm-up remembers recent keys, but none that changed meanwhile", async () => {
    const { cache, source } = open();
    source.recent = [
      { ...version("k1"), fingerprint: "f1" },
      { ...version("k2"), fingerprint: "f2" },
    ];
    const warmed = cache.warm(10);
    cache.forget(keyChange("k2"));
    expect(await warmed).toBe(2);
    expect(cache.find(API, "f1")).toEqual(key("k1"));
    expect(cache.find(API, "f2")).toBeInstanceOf(Promise);
    await source.readings[0]?.answer(null);
  });
});
