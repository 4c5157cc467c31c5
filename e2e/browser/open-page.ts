// Opens pages whose scripts listen by the time a test goes on.
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
