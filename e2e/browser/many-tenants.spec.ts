// More tenants than a list holds: they are found page by page and by name, and a key is made for one of them by its name.
import { MOST_LISTED_TENANTS } from "@/lib/core/keys/tenant-choice";
import { expect } from "./console-test";
import { judgePage } from "./judge-page";
import { fillKeyForm, readShown, storeAndLeave } from "./key-pages";
import { ONCE, test } from "./owner-test";

const COUNT = MOST_LISTED_TENANTS + 20;
const nameOf = (n: number) => `Tenant ${String(n).padStart(4, "0")}`;
const LAST = nameOf(COUNT);

const BOOTSTRAP = {
  tenants: Array.from({ length: COUNT }, (_, n) => ({ name: nameOf(n + 1) })),
  apis: [
    { slug: "fusion-ai", name: "Fusion AI", dialect: "fusion-ai", upstream: "sample", endpoints: [{ path: "/chat", methods: ["POST"] }] },
  ],
};

test.use({ serverOptions: { bootstrap: BOOTSTRAP, env: { TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "debug" } } });

test("tenants are paged and searched", { tag: ONCE }, async ({ page }, testInfo) => {
  await page.goto("/tenants");
  const pages = page.getByRole("navigation", { name: "Pages of tenants" });
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(50);
  await judgePage(page, testInfo, "tenants-many");
  await pages.getByRole("link", { name: "Next page" }).click();
  await expect(page.getByRole("link", { name: nameOf(50), exact: true })).toBeHidden();
  await expect(rows).toHaveCount(50);
  await pages.getByRole("link", { name: "Previous page" }).click();
  await expect(page.getByRole("link", { name: nameOf(1), exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search" }).fill(LAST.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(1);
  await page.getByRole("link", { name: LAST, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: LAST })).toBeVisible();
});

test(
  "a key is made for a tenant by its name, one that is not there is told of, and the list names it",
  { tag: ONCE },
  async ({ page }, testInfo) => {
    await fillKeyForm(page, { api: "fusion-ai", call: "POST /chat" }, "of the last");
    const field = page.getByLabel("Tenant (optional)", { exact: true });
    await field.fill("Tenant 9999");
    await page.getByRole("button", { name: "Create the key" }).click();
    await expect(field).toBeFocused();
    await expect(page.getByText("There is no tenant of this name or id.")).toBeVisible();
    await judgePage(page, testInfo, "keys-new-many-tenants");
    await field.fill(LAST);
    await expect(page.getByText(LAST).first()).toBeVisible();
    await page.getByRole("button", { name: "Create the key" }).click();
    await storeAndLeave(page, await readShown(page));
    await expect(page.getByText(LAST).first()).toBeVisible();
    await page.goto("/keys");
    await expect(page.getByRole("cell", { name: LAST })).toBeVisible();
  },
);
