// Ends a run of browser tests with the line by which the suites are counted.
import type { FullConfig, Reporter, Suite } from "@playwright/test/reporter";

/** Whatever did not pass at the first try has failed, and so has what did not run because of it: nothing is known about that. */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export.
export default class SummaryReporter implements Reporter {
  #suite: Suite | null = null;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(): void {
    const tests = this.#suite?.allTests() ?? [];
    const passed = tests.filter((test) => test.outcome() === "expected").length;
    process.stdout.write(`\n Tests  ${tests.length - passed} failed | ${passed} passed\n`);
  }
}
