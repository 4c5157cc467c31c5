// The owner is made by the link, signs in, sees the keys, signs out; sessions that are over, copied or carried elsewhere open nothing.
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { goByNav } from "./console-nav";
import { expect, test } from "./console-test";
import { judgePage } from "./judge-page";
import { holdCode } from "./open-page";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };
const COOKIE = "keyfuse-session";

test.describe.configure({ mode: "serial" });

async function signIn(page: Page, password = OWNER.password): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A page is seen before its scripts listen: what comes too early does nothing, and is done again. */
async function openAccountMenu(page: Page, open: (trigger: Locator) => Promise<void>): Promise<void> {
  await expect(async () => {
    await open(page.getByRole("button", { name: /Account of/ }));
    await expect(page.getByRole("menu")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
}

async function sessionCookie(context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies()).find(({ name }) => name === COOKIE);
  if (cookie === undefined) throw new Error("there is no session cookie");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  return cookie.value;
}

test("the landing page and the sign-in say that there is no owner yet", async ({ page }, testInfo) => {
  await page.goto("/");
  await judgePage(page, testInfo, "landing");
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByText("There is no account yet.")).toBeVisible();
  await judgePage(page, testInfo, "login-without-owner");
});

test("the set-up page opens by its whole link only, and says what to do", async ({ page }, testInfo) => {
  await page.goto("/setup");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("A restart prints a new one");
  await expect(page.getByRole("button", { name: "Make the owner account" })).toBeHidden();
  await judgePage(page, testInfo, "setup-without-token");
  await page.goto("about:blank");
  await page.goto("/setup#made-up");
  await fillOwner(page, OWNER.password);
  await page.getByRole("button", { name: "Make the owner account" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Restart Keyfuse");
});

async function fillOwner(page: Page, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("The same password again").fill(password);
}

test("the link makes the owner account once; its token stays out of the address bar and of every request's URL", async ({
  page,
  setupLink,
  server,
}, testInfo) => {
  const token = setupLink.split("#")[1]!;
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  await page.goto(setupLink);
  await expect(page.getByRole("button", { name: "Make the owner account" })).toBeEnabled();
  expect(page.url()).not.toContain("#");

  await fillOwner(page, "too short");
  await expect(page.getByText("At least 15 characters: 6 to go.")).toBeVisible();
  await page.getByRole("button", { name: "Make the owner account" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await expect(page.getByLabel("E-mail address")).toHaveValue(OWNER.email);
  await judgePage(page, testInfo, "setup-refused");

  await fillOwner(page, OWNER.password);
  await expect(page.getByText("Strong.")).toBeVisible();
  await judgePage(page, testInfo, "setup-filled");
  await page.getByRole("button", { name: "Make the owner account" }).click();
  await expect(page).toHaveURL(/\/login\?news=owner-made$/);
  await expect(page.getByText("The owner account is made.")).toBeVisible();
  await judgePage(page, testInfo, "login");

  await page.goto(setupLink);
  await expect(page.getByText("This instance has its owner.")).toBeVisible();
  expect(urls.filter((url) => url.includes(token) && !url.includes(`#${token}`))).toEqual([]);
  expect(server.stdout().split(token)).toHaveLength(2);
});

test("pages for members lead to the sign-in and back", async ({ page }) => {
  await page.goto("/tenants");
  await expect(page).toHaveURL(/\/login\?next=%2Ftenants$/);
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tenants" })).toBeVisible();
});

test("a wrong password gets a sentence; the right one the keys; colours follow the member's choice", async ({ page }, testInfo) => {
  await signIn(page, "wrong password of some length");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("E-mail address or password is wrong.");
  await judgePage(page, testInfo, "login-refused");
  await signIn(page);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await expect(page.getByRole("row", { name: /First call/ })).toContainText("Active");
  await judgePage(page, testInfo, "keys");
  await page.goto("/");
  await expect(page).toHaveURL(/\/keys$/);

  for (const entry of ["APIs", "Tenants"]) {
    await goByNav(page, entry);
    await expect(page.getByRole("heading", { name: entry, level: 1 })).toBeVisible();
    await judgePage(page, testInfo, entry.toLowerCase());
  }

  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole("button", { name: "Colours" }).click();
  await judgePage(page, testInfo, "colours");
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect.poll(background).toBe("rgb(19, 20, 22)");
  await page.reload();
  expect(await background()).toBe("rgb(19, 20, 22)");
});

test("what is typed and sent before the page's code has arrived is kept, and sent by it", async ({ page }) => {
  const letCodeThrough = await holdCode(page);
  await page.goto("/login", { waitUntil: "commit" });
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  letCodeThrough();
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  expect(page.url()).not.toContain("?");
});

test("what is chosen and ticked before the page's code has arrived is kept", async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  const letCodeThrough = await holdCode(page);
  await page.goto("/keys/new", { waitUntil: "commit" });
  const every = page.getByRole("radio", { name: "Every endpoint, later ones too" });
  const expires = page.getByLabel("Expires");
  await every.check();
  await expires.selectOption("In 30 days");
  letCodeThrough();
  // The sentence is made of what the form knows, not of what its fields show.
  await expect(page.getByText(/This key can make every call of .*, and calls that are added to it later/)).toBeVisible();
  await expect(every).toBeChecked();
  await expect(expires).toHaveValue("30");
});

test("the keyboard alone reaches the content, the account and the way out", async ({ page }, testInfo) => {
  await signIn(page);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await openAccountMenu(page, async (trigger) => {
    await trigger.focus();
    await page.keyboard.press("Enter");
  });
  await judgePage(page, testInfo, "account-menu");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Your account" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Sign out?" });
  await expect(dialog).toBeVisible();
  await judgePage(page, testInfo, "sign-out");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/keys/);
  await openAccountMenu(page, (trigger) => trigger.click());
  await page.getByRole("menuitem", { name: "Your account" }).click();
  await expect(page).toHaveURL(/\/account$/);
});

test("a session works as its cookie only, and ends everywhere with the sign-out", async ({ page, context, baseUrl, browser }) => {
  await signIn(page);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  const session = await sessionCookie(context);

  const paths = ["/keys", "/apis", "/tenants", "/api/auth/session", "/api/tenant", "/api/user", "/gateway/fusion-ai/models"];
  for (const path of paths) {
    for (const header of [`Bearer ${session}`, `Basic ${btoa(`${session}:`)}`, session]) {
      const answer = await fetch(`${baseUrl}${path}`, { headers: { Authorization: header }, redirect: "manual" });
      const body = await answer.text();
      if (path === "/api/auth/session") expect(body).toBe("{}");
      else expect([307, 400, 401]).toContain(answer.status);
      expect(body).not.toContain("First call");
    }
  }

  const elsewhere = await browser.newContext({ baseURL: baseUrl });
  await elsewhere.addCookies([{ name: COOKIE, value: session, url: baseUrl }]);
  const copy = await elsewhere.newPage();
  await copy.goto("/keys");
  await expect(copy.getByRole("heading", { name: "API keys" })).toBeVisible();

  await openAccountMenu(page, (trigger) => trigger.click());
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain(COOKIE);

  await copy.goto("/keys");
  await expect(copy).toHaveURL(/\/login/);
  expect(await (await copy.request.get("/api/auth/session")).text()).toBe("{}");
  await elsewhere.close();
});

test("a damaged cookie opens nothing", async ({ page, context, baseUrl }) => {
  await signIn(page);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  const session = await sessionCookie(context);
  for (const value of ["", "x", session.slice(0, -2), `${session}x`, session.split(".").reverse().join(".")]) {
    const answer = await fetch(`${baseUrl}/keys`, { headers: { Cookie: `${COOKIE}=${value}` }, redirect: "manual" });
    expect(answer.status, value).toBe(307);
    expect(await answer.text()).not.toContain("First call");
  }
});

test("what changes something is refused when another site sends it", async ({ page, context, baseUrl, complaints }) => {
  await signIn(page);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
  const session = await sessionCookie(context);
  const [action] = await Promise.all([
    page.waitForRequest((request) => request.method() === "POST" && request.headers()["next-action"] !== undefined),
    page
      .route("**/keys", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()))
      .then(() => openAccountMenu(page, (trigger) => trigger.click()))
      .then(() => page.getByRole("menuitem", { name: "Sign out" }).click())
      .then(() => page.getByRole("button", { name: "Sign out everywhere" }).click()),
  ]);
  const headers = { ...(await action.allHeaders()), cookie: `${COOKIE}=${session}` };
  const isStillSignedIn = async () =>
    (await fetch(`${baseUrl}/keys`, { headers: { Cookie: `${COOKIE}=${session}` }, redirect: "manual" })).status === 200;

  for (const origin of ["https://evil.example", "null", undefined]) {
    const sent = Object.entries(headers).filter(([name]) => !name.startsWith(":") && !["origin", "content-length", "host"].includes(name));
    const forged = new Headers(sent);
    if (origin !== undefined) forged.set("origin", origin);
    await fetch(`${baseUrl}/keys`, { method: "POST", headers: forged, body: action.postData() ?? "[]", redirect: "manual" });
    expect(await isStillSignedIn(), `origin ${origin}`).toBe(true);

    const signInAnswer = await fetch(`${baseUrl}/api/auth/callback/credentials`, {
      method: "POST",
      headers: origin === undefined ? {} : { Origin: origin },
      body: new URLSearchParams({ email: OWNER.email, password: OWNER.password, json: "true" }),
      redirect: "manual",
    });
    expect(signInAnswer.status).toBe(403);
  }

  const own = new Headers(Object.entries(headers).filter(([name]) => !name.startsWith(":") && !["content-length", "host"].includes(name)));
  await fetch(`${baseUrl}/keys`, { method: "POST", headers: own, body: action.postData() ?? "[]", redirect: "manual" });
  // The page's own request was held back above, which it complains about.
  complaints.length = 0;
  expect(await isStillSignedIn(), "the same request from our own page does sign out").toBe(false);
});

test("too many tries have to wait, and the sentence says how long", async ({ page }) => {
  for (let tries = 0; tries < 8; tries += 1) {
    await signIn(page, `wrong password number ${tries}`);
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  }
  await expect(page.getByRole("main").getByRole("alert")).toContainText(/Too many tries\. Wait \d+ (seconds|minutes)/);
});
