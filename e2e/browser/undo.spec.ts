// What was done is shown at once where that is safe, and taken back where that is possible.
import type { Page } from "@playwright/test";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { createKey, storeAndLeave, tabTo } from "./key-pages";
import { test } from "./owner-test";

test("pausing shows at once, is taken back by keyboard, and is set back with the reason where it is refused", async ({
  page,
  server,
}, testInfo) => {
  const path = await storeAndLeave(page, await createKey(page, { api: "fusion-ai", call: "POST /chat" }, "to be undone"));
  const toggle = page.getByRole("button", { name: /^(Pause|Resume)$/ });
  const heading = page.getByRole("main").locator("header");
  const held = await holdPosts(page, path);
  await toggle.click();
  await held.arrived;
  await expect(heading.getByText("Paused", { exact: true })).toBeVisible();
  await expect(toggle).toHaveText("Resume");
  await expect(page.getByText("refused until somebody resumes it")).toBeHidden();
  held.release();

  const bar = page.getByRole("region", { name: "What was just done" });
  await expect(bar.getByRole("status")).toHaveText("Paused.");
  await expect(page.getByText("refused until somebody resumes it")).toBeVisible();
  await judgePage(page, testInfo, "undo");
  await toggle.focus();
  await tabTo(page, bar.getByRole("button", { name: "Undo" }));
  await page.keyboard.press("Enter");
  await expect(bar.getByRole("status")).toHaveText("Undone.");
  await expect(heading.getByText("Active", { exact: true })).toBeVisible();
  await expect(toggle).toBeFocused();

  const { prisma, close } = openDatabase({ socketDirectory: server.dataDir });
  await prisma.key.update({ where: { publicId: path.split("/").at(-1) ?? "" }, data: { revokedAt: new Date() } });
  await close();
  await toggle.click();
  await expect(bar).toBeHidden();
  await expect(page.getByText("A revoked key cannot be paused.")).toBeVisible();
  await expect(toggle).toHaveText("Pause");
  await expect(heading.getByText("Active", { exact: true })).toBeVisible();
});

/** Keeps what the page sends from the server until it is let go; later on nothing is kept any more. */
async function holdPosts(page: Page, path: string) {
  let arrive = () => {};
  let letGo = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() === "POST") {
      arrive();
      await gone;
    }
    await route.continue();
  });
  return { arrived, release: letGo };
}
