// The ways through the console as people take them: on a phone they stand behind a button.
import { expect, type Locator, type Page } from "@playwright/test";

/** The navigation, open where it has to be opened. */
export async function openConsoleNav(page: Page): Promise<Locator> {
  const nav = page.getByRole("navigation", { name: "Console" });
  await expect(nav).toBeVisible();
  const opener = nav.getByRole("button");
  if (!(await opener.isVisible())) return nav;
  // A page is seen before its scripts listen: what comes too early does nothing, and is done again.
  await expect(async () => {
    if ((await opener.getAttribute("aria-expanded")) === "false") await opener.click();
    await expect(opener).toHaveAttribute("aria-expanded", "true", { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  return nav;
}

/** Goes to the page that the navigation calls so. */
export async function goByNav(page: Page, label: string): Promise<void> {
  const nav = await openConsoleNav(page);
  await nav.getByRole("link", { name: label, exact: true }).click();
}
