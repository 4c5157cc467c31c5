// What every page and dialog must hold: usable with assistive technology, and never wider than its window.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, type TestInfo } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** All that other colours can break. In light, where everything is judged, the same page stands with its other rules. */
const RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Nobody looks at the pictures of a run in CI, and they cost as much as judging does. */
const KEEPS_PICTURES = process.env.CI !== "true";

/** Colours on their way are nobody's choice. What never ends is not waited for. */
async function endAnimations(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

/** The whole page; where a dialog stands over it, what people see of it. */
async function takePicture(page: Page, path: string): Promise<void> {
  const isCovered = await page.getByRole("dialog").first().isVisible();
  await page.screenshot({ path, fullPage: !isCovered });
}

/** Judges what the page shows now, and keeps a picture of it for people. */
export async function judgePage(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  // The title of a page that scripts opened comes a moment after its content.
  await expect(page).toHaveTitle(/./);
  await page.evaluate(endAnimations);
  if (KEEPS_PICTURES) await takePicture(page, testInfo.outputPath(`${name}.png`));
  const axe = new AxeBuilder({ page });
  const isOnlyOtherColours = testInfo.project.name === "dark";
  const { violations } = await (isOnlyOtherColours ? axe.withRules(RULES_OF_COLOURS) : axe.withTags(STANDARDS)).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  const tooWide = await page.evaluate(() => {
    const places = [document.documentElement, ...document.querySelectorAll('[role="dialog"], [role="menu"]')];
    return places
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ tagName, className }) => `${tagName}.${className}`);
  });
  expect(tooWide).toEqual([]);
}
