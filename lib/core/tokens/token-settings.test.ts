import { expect, test } from "vitest";
import { readTokenSettings } from "./token-settings";

const KEY = "6C9E9669-9670-4F85-9F16-8396C2206F7F";
const DEFAULT_REFRESH = { lifeSeconds: 2_592_000, isOneTime: true, graceSeconds: 0, expiration: "fixed", longestSeconds: null };

test("nothing configured means an hour, the tenant's own key, and refresh tokens that are good once for 30 days", () => {
  const defaults = { signingKeyId: null, form: "fusionauth", lifeSeconds: 3600, refresh: DEFAULT_REFRESH };
  for (const nothing of [undefined, null, {}, "x", [], { timeToLiveInSeconds: "60", refreshTokenUsagePolicy: 1 }]) {
    expect(readTokenSettings(nothing, nothing)).toEqual(defaults);
  }
});

test("an application's values replace its tenant's one by one, where it is enabled", () => {
  const tenant = { accessTokenKeyId: KEY, timeToLiveInSeconds: 600, refreshTokenUsagePolicy: "Reusable" };
  const application = { timeToLiveInSeconds: 60, tokenProfile: "rfc9068", refreshTokenUsagePolicy: null };
  expect(readTokenSettings(tenant, application)).toMatchObject({ lifeSeconds: 600, form: "fusionauth" });
  expect(readTokenSettings(tenant, { ...application, enabled: true })).toEqual({
    signingKeyId: KEY.toLowerCase(),
    form: "rfc9068",
    lifeSeconds: 60,
    refresh: { ...DEFAULT_REFRESH, isOneTime: false },
  });
});

test("refresh tokens can slide, and end all the same where a longest life is set", () => {
  const configured = {
    refreshTokenTimeToLiveInMinutes: 10,
    refreshTokenExpirationPolicy: "SlidingWindowWithMaximumLifetime",
    refreshTokenSlidingWindowConfiguration: { maximumTimeToLiveInMinutes: 60 },
    refreshTokenOneTimeUseConfiguration: { gracePeriodInSeconds: 30 },
  };
  expect(readTokenSettings(configured, null).refresh).toEqual({
    lifeSeconds: 600,
    isOneTime: true,
    graceSeconds: 30,
    expiration: "sliding",
    longestSeconds: 3600,
  });
  expect(readTokenSettings({ ...configured, refreshTokenExpirationPolicy: "SlidingWindow" }, null).refresh.longestSeconds).toBeNull();
});

test.each([0, -1, 1.5, 2_592_001])("a life of %s seconds is none", (timeToLiveInSeconds) => {
  expect(readTokenSettings({ timeToLiveInSeconds }, null).lifeSeconds).toBe(3600);
});
