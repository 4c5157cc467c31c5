// Opens dialogs as people do, and judges each as it stands before anything is filled in.
import { expect, type Locator, type Page, type TestInfo } from "@playwright/test";
import { judgePage } from "./judge-page";

/** The dialog that a button opens, judged. A page is seen before its scripts listen: a press that came too early is done again. */
export async function openDialog(page: Page, testInfo: TestInfo, button: Locator, title: string): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: title });
  await expect(async () => {
    if (!(await dialog.isVisible())) await button.click({ timeout: 2_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await judgePage(page, testInfo, `dialog-${title.replaceAll(/[^a-z]+/gi, "-")}`);
  return dialog;
}

/** Opens it, judges it and leaves it: nothing is done, and the focus is back on the button. */
export async function lookIntoDialog(page: Page, testInfo: TestInfo, button: Locator, title: string): Promise<void> {
  const dialog = await openDialog(page, testInfo, button, title);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
}
