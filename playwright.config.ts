// How the browser tests run: one Chromium, three ways of looking at the console.
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/services/browser";

/** What does not depend on colours or width is looked at once. */
const ONCE = /@once/;
const ONCE_FILES = /key-(roles|secrets)\.spec\.ts/;

/** Opens every page. Journeys pass them in light; in dark and on a phone they are walked by `npm run drills`, and the tour stands for them else. */
const TOUR = /tour\.spec\.ts/;
const isWalkedWhole = process.env.DRILLS === "full";
const otherLook = isWalkedWhole ? { grepInvert: ONCE, testIgnore: ONCE_FILES } : { testMatch: TOUR };

const { executablePath, args } = await findBrowser();

export default defineConfig({
  testDir: "e2e/browser",
  outputDir: "test-results",
  timeout: 60_000,
  workers: 1,
  forbidOnly: true,
  reporter: [["list"], ["./e2e/browser/summary-reporter.ts"]],
  // Other suites may be at work on the same machine.
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath, args: [...args] },
    trace: "off",
    // Pages show the times of the device.
    timezoneId: "UTC",
  },
  projects: [
    { name: "light", testIgnore: TOUR, use: { colorScheme: "light", viewport: { width: 1280, height: 800 } } },
    {
      name: "dark",
      ...otherLook,
      use: { colorScheme: "dark", viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" },
    },
    {
      name: "phone",
      ...otherLook,
      use: { colorScheme: "light", viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
    },
  ],
});
