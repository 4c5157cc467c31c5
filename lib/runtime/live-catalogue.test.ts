// What is read of the catalogue is served as a whole, and never taken for the newest while something newer is known to exist.
import { describe, expect, it } from "vitest";
import { type LoadedCatalogue, openLiveCatalogue } from "./live-catalogue";

const NO_ENDPOINTS = { management: [], service: [] };
const withTenants = (...ids: string[]): LoadedCatalogue => ({
  apis: [],
  secrets: new Map(),
  own: { keys: [], issuers: new Map(ids.map((id) => [id, "acme.com"])) },
});

describe("the tenants that are kept in memory", () => {
  it("are those of the last reading, in its order", async () => {
    const catalogue = await openLiveCatalogue(async () => withTenants("b", "a"), NO_ENDPOINTS);
    expect(catalogue.tenantIds()).toEqual(["b", "a"]);
  });

  it("are unknown from the news of a change until it was read", async () => {
    const readings: ((read: LoadedCatalogue) => void)[] = [];
    const reading = async (nth: number, read: LoadedCatalogue) => {
      while (readings.length <= nth) await new Promise(setImmediate);
      return () => readings[nth]?.(read);
    };
    const opening = openLiveCatalogue(() => new Promise((resolve) => readings.push(resolve)), NO_ENDPOINTS);
    (await reading(0, withTenants("a")))();
    const catalogue = await opening;
    const first = catalogue.reload();
    expect(catalogue.tenantIds()).toBeNull();
    const finishFirst = await reading(1, withTenants("a", "b"));
    // Another change, of which the reading under way may know nothing.
    const second = catalogue.reload();
    finishFirst();
    await first;
    expect(catalogue.tenantIds()).toBeNull();
    (await reading(2, withTenants("a", "b", "c")))();
    await second;
    expect(catalogue.tenantIds()).toEqual(["a", "b", "c"]);
  });

  it("stay unknown when the reading failed, until one succeeds", async () => {
    let isBroken = false;
    const load = async () => (isBroken ? Promise.reject(new Error("no database")) : withTenants("a"));
    const catalogue = await openLiveCatalogue(load, NO_ENDPOINTS);
    isBroken = true;
    await expect(catalogue.reload()).rejects.toThrow("no database");
    expect(catalogue.tenantIds()).toBeNull();
    isBroken = false;
    await catalogue.reload();
    expect(catalogue.tenantIds()).toEqual(["a"]);
  });
});
