// How the browser tests run: one Chromium, three ways of looking at the console.
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/services/browser";

/** What does not depend on colours or width is looked at once. */
const ONCE = /@once/;
const ONCE_FILES = /key-(roles|secrets)\.spec\.ts/;

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
  },
  projects: [
    { name: "light", use: { colorScheme: "light", viewport: { width: 1280, height: 800 } } },
    {
      name: "dark",
      grepInvert: ONCE,
      testIgnore: ONCE_FILES,
      use: { colorScheme: "dark", viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" },
    },
    {
      name: "phone",
      grepInvert: ONCE,
      testIgnore: ONCE_FILES,
      use: { colorScheme: "light", viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
    },
  ],
});
