// A member keeps their own account: name, password, second factor, sessions; and gets back in when the password is forgotten.
import { expect, type Page } from "@playwright/test";
import { generateSync } from "otplib";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { judgePage } from "./judge-page";
import { lookIntoDialog, openDialog } from "./open-dialog";
import { test } from "./owner-test";

const EMAIL = "ada@example.com";
const PASSWORD = "correct horse battery staple";
const OTHER = "another horse battery staple";

test.describe.configure({ mode: "serial" });

/** Kept from the set-up for the sign-ins after it. */
let seed = "";
let recoveryCode = "";
/** A code counts once, so a journey that needs a second one takes that of the step after. */
const codeOf = (steps: number) => generateSync({ secret: seed, epoch: Math.floor(Date.now() / 1000) + steps * 30 });

async function enter(page: Page, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a name is changed, and a wrong old password changes no password", async ({ page }, testInfo) => {
  await page.goto("/account");
  await judgePage(page, testInfo, "account");
  await page.getByLabel("Your name").fill("Ada King");
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByText("Your name is changed.")).toBeVisible();
  await page.getByLabel("Your password now").fill("wrong password");
  await page.getByLabel("New password").fill(OTHER);
  await page.getByLabel("The same password again").fill(OTHER);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("This is not your password.")).toBeVisible();
  await expect(page.getByLabel("Your password now")).toBeFocused();
  await judgePage(page, testInfo, "password-refused");
});

test("one session ends alone, and a new password ends all others", async ({ page, browser, baseUrl }, testInfo) => {
  const elsewhere = await browser.newContext({ baseURL: baseUrl, extraHTTPHeaders: { "x-forwarded-for": "198.51.100.8" } });
  const other = await elsewhere.newPage();
  await enter(other, PASSWORD);
  await expect(other.getByRole("heading", { name: "API keys" })).toBeVisible();
  await page.goto("/account");
  const row = page.getByRole("row", { name: /198\.51\.100\.8/ });
  await expect(row).toContainText("Chrome");
  await judgePage(page, testInfo, "sessions");
  await lookIntoDialog(page, testInfo, page.getByRole("button", { name: "Sign out everywhere else" }), "Sign out everywhere else?");
  // The row goes at once, the session with the answer.
  const answered = page.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/account"));
  await row.getByRole("button", { name: /Sign out/ }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Your sessions" })).toBeFocused();
  await answered;
  await other.reload();
  await expect(other).toHaveURL(/\/login/);

  await enter(other, PASSWORD);
  await expect(other.getByRole("heading", { name: "API keys" })).toBeVisible();
  await page.getByLabel("Your password now").fill(PASSWORD);
  await page.getByLabel("New password").fill(OTHER);
  await page.getByLabel("The same password again").fill(OTHER);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("You are signed out everywhere else.")).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/login/);
  await elsewhere.close();
});

test("a second factor is set up by keyboard, and its codes are shown once", async ({ page }, testInfo) => {
  await page.goto("/account");
  await expect(async () => {
    await page.getByRole("button", { name: "Set up a second factor" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Set up a second factor" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  const proof = page.getByRole("dialog", { name: "Set up a second factor" });
  await judgePage(page, testInfo, "second-factor-password");
  await proof.getByLabel("Your password").fill(OTHER);
  await page.keyboard.press("Enter");
  const scan = page.getByRole("dialog", { name: "Scan this with your app" });
  await expect(scan.getByRole("img", { name: /QR code/ })).toBeVisible();
  await judgePage(page, testInfo, "second-factor-scan");
  seed = ((await scan.getByText(/^(?:[A-Z2-7]{4} ?){8}$/).textContent()) ?? "").replaceAll(" ", "");
  await scan.getByLabel("Code of the app").fill("000000");
  await page.keyboard.press("Enter");
  await expect(scan.getByText("This code is wrong")).toBeVisible();
  await scan.getByLabel("Code of the app").fill(codeOf(0));
  await page.keyboard.press("Enter");
  const codes = page.getByRole("dialog", { name: "Your recovery codes" });
  await expect(codes.getByRole("listitem")).toHaveCount(10);
  await judgePage(page, testInfo, "recovery-codes");
  recoveryCode = (await codes.getByRole("listitem").first().textContent()) ?? "";
  await codes.getByRole("button", { name: "I have stored them" }).press("Enter");
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain(recoveryCode);
  expect(await page.content()).not.toContain(seed);
});

test("the sign-in asks for a code as its third step, or takes a recovery code", async ({ browser, baseUrl }, testInfo) => {
  const context = await browser.newContext({ baseURL: baseUrl, extraHTTPHeaders: { "x-forwarded-for": "198.51.100.9" } });
  const page = await context.newPage();
  await enter(page, OTHER);
  await expect(page.getByLabel("Code")).toBeFocused();
  await judgePage(page, testInfo, "login-code");
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This code is wrong");
  await page.getByLabel("Code").fill(codeOf(1));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await context.clearCookies();
  await enter(page, OTHER);
  await page.getByLabel("Code").fill(recoveryCode);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await context.close();
});

test("a second factor is turned off by password and code", async ({ page, server }, testInfo) => {
  // The codes of now and of the next step are used; time is not waited for.
  const { prisma, close } = openDatabase({ socketDirectory: server.dataDir });
  await prisma.member.updateMany({ data: { totpStep: null } });
  await close();
  await page.goto("/account");
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();
  await judgePage(page, testInfo, "second-factor-on");
  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  const renewal = page.getByRole("dialog", { name: "Make new recovery codes?" });
  await renewal.getByLabel("Your password").fill(OTHER);
  await renewal.getByLabel("Code").fill(recoveryCode);
  await renewal.getByRole("button", { name: "Make new codes" }).click();
  await expect(renewal.getByText("This code is wrong, or was used.")).toBeVisible();
  await judgePage(page, testInfo, "recovery-codes-refused");
  await renewal.getByRole("button", { name: "Keep the old codes" }).click();
  await page.getByRole("button", { name: "Turn it off" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn the second factor off?" });
  await dialog.getByLabel("Your password").fill(OTHER);
  await dialog.getByLabel("Code").fill(codeOf(0));
  await judgePage(page, testInfo, "second-factor-turn-off");
  await dialog.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByRole("button", { name: "Set up a second factor" })).toBeVisible();
});

test("a forgotten password is asked about without telling who has an account", async ({ browser, baseUrl }, testInfo) => {
  const context = await browser.newContext({ baseURL: baseUrl, extraHTTPHeaders: { "x-forwarded-for": "198.51.100.10" } });
  const page = await context.newPage();
  const answers: string[] = [];
  for (const email of [EMAIL, "nobody@example.com"]) {
    await page.goto("/login");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page).toHaveURL(/\/forgot/);
    await judgePage(page, testInfo, "forgot");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    answers.push((await page.getByRole("main").getByRole("status").textContent()) ?? "");
  }
  expect(answers[0]).toContain("If there is an account");
  expect(answers[1]).toBe(answers[0]);
  await page.goto("/reset#made-up");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This link opens nothing");
  await judgePage(page, testInfo, "reset-closed");
  await context.close();
});

test("a passkey is added, and signs in without a password", async ({ browser, server }, testInfo) => {
  // Passkeys are bound to a host name, and no IP address is one.
  const origin = `http://localhost:${server.port}`;
  const context = await browser.newContext({ baseURL: origin, extraHTTPHeaders: { "x-forwarded-for": "198.51.100.11" } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await enter(page, OTHER);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await page.goto("/account");
  await expect(async () => {
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await expect(page.getByRole("dialog", { name: "Add a passkey" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name of the passkey").fill("Work laptop");
  await dialog.getByLabel("Your password").fill("wrong");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByText("This is not your password.")).toBeVisible();
  await judgePage(page, testInfo, "passkey-refused");
  await dialog.getByLabel("Your password").fill(OTHER);
  await dialog.getByRole("button", { name: "Continue" }).click();
  const row = page.getByRole("row", { name: /Work laptop/ });
  await expect(row).toContainText("Never");
  await judgePage(page, testInfo, "passkeys");

  await context.clearCookies();
  await page.goto("/login");
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith("/callback/passkey")),
    expect(async () => {
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 30_000 }),
  ]);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await page.goto("/account");
  await expect(row).not.toContainText("Never");

  // What was answered once is answered: sent again, it opens nothing.
  const headers = Object.entries(await sent.allHeaders()).filter(([name]) => ["cookie", "origin", "content-type"].includes(name));
  const again = await fetch(sent.url(), { method: "POST", headers, body: sent.postData() ?? "", redirect: "manual" });
  expect(headers.map(([name]) => name)).toContain("cookie");
  expect(again.status).toBe(401);
  expect(again.headers.getSetCookie().filter((line) => line.startsWith("keyfuse-session="))).toEqual([]);
  await context.clearCookies();

  // A device that does not verify who holds it is not let in.
  await page.goto("/login");
  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await judgePage(page, testInfo, "passkey-sign-in-refused");
  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await context.close();
});

test("a passkey is renamed, and removed by the password", async ({ page }, testInfo) => {
  await page.goto("/account");
  const row = page.getByRole("row", { name: /Work laptop/ });
  const naming = await openDialog(page, testInfo, row.getByRole("button", { name: /Rename/ }), "Rename this passkey");
  await naming.getByLabel("Name of the passkey").fill("Laptop at home");
  await page.keyboard.press("Enter");
  const renamed = page.getByRole("row", { name: /Laptop at home/ });
  const removal = await openDialog(page, testInfo, renamed.getByRole("button", { name: /Remove/ }), "Remove this passkey?");
  await removal.getByLabel("Your password", { exact: true }).fill(OTHER);
  await removal.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("You have none yet.")).toBeVisible();
});
