// What people do on the pages of keys, for the browser tests.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { expect } from "./console-test";

const run = promisify(execFile);

/** A key to be made: its API, and the label of the one call that it may make. */
export interface Wanted {
  readonly api: string;
  readonly call: string;
}

/** A key that was just made, with its dialog open. */
export interface Shown {
  readonly dialog: Locator;
  readonly secret: string;
  /** The page's own first call, as it stands. */
  readonly curl: string;
}

/** Fills in the form for a narrow key and sends it. A page is seen before its scripts listen: what comes too early is done again. */
export async function fillKeyForm(page: Page, { api, call }: Wanted, name: string): Promise<void> {
  await page.goto("/keys/new");
  await expect(async () => {
    await page.getByLabel("API", { exact: true }).selectOption(api);
    await page.getByLabel(call, { exact: true }).check();
    await expect(page.getByText("This key can make")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByLabel("Name", { exact: true }).fill(name);
}

/** Makes a key by the form. */
export async function createKey(page: Page, wanted: Wanted, name: string): Promise<Shown> {
  await fillKeyForm(page, wanted, name);
  await page.getByRole("button", { name: "Create the key" }).click();
  return readShown(page);
}

/** What the dialog shows. */
export async function readShown(page: Page): Promise<Shown> {
  const dialog = page.getByRole("dialog", { name: "Store this secret now" });
  await expect(dialog).toBeVisible();
  const secret = await dialog.getByLabel("Secret", { exact: true }).inputValue();
  expect(secret.length).toBeGreaterThan(20);
  return { dialog, secret, curl: await dialog.getByRole("tabpanel", { name: "curl" }).locator("code").innerText() };
}

/** Says that the secret is stored, and goes on to the key's page. Answers its path. */
export async function storeAndLeave(page: Page, { dialog }: Shown): Promise<string> {
  await dialog.getByLabel("I have stored this key").check();
  await dialog.getByRole("button", { name: "Go to the key" }).click();
  await expect(page).toHaveURL(/\/keys\/key_\d{10}$/);
  await expect(page.getByRole("heading", { name: "What happened" })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Runs a snippet in bash as somebody would who pasted it. Answers the status that curl got. */
export async function runCurl(curl: string): Promise<number> {
  const { stdout } = await run("bash", ["-c", `${curl} -s -o /dev/null -w '%{http_code}'`]);
  return Number(stdout);
}

/** Presses Tab until the place has the focus. */
export async function tabTo(page: Page, place: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(place).toBeFocused({ timeout: 1 });
}
