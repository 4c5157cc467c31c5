// Opens pages whose scripts listen by the time a test goes on, or are held back.
import type { Page } from "@playwright/test";

/** Goes there. */
export async function openPage(page: Page, target: string): Promise<void> {
  await page.goto(target);
  await settle(page);
}

/** A page is seen before its scripts listen. On a busy machine its last request may take long, and is not waited for. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: 10_000 }).catch(() => {});
}

/** The page's code waits until it is let through. */
export async function holdCode(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const isLetThrough = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await isLetThrough;
    await route.continue();
  });
  return letThrough;
}
