// Where a secret could stay behind, for the browser tests.
import type { Page } from "@playwright/test";

/** Everything that a page and its browser hold: what is written, stored, and remembered for Back. */
export async function heldBy(page: Page): Promise<string> {
  const held = await page.evaluate(() => {
    const values = [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value);
    return [
      document.documentElement.outerHTML,
      values,
      { ...localStorage },
      { ...sessionStorage },
      window.history.state,
      location.href,
      document.cookie,
    ];
  });
  return JSON.stringify(held);
}

/** What the server answers for a path, as a page and as what Next sends for a navigation. */
export async function servedAt(url: string, session: string): Promise<string> {
  const asked: { url: string; headers: Record<string, string> }[] = [
    { url, headers: {} },
    { url, headers: { rsc: "1" } },
    { url: `${url}.rsc`, headers: {} },
  ];
  const answers = await Promise.all(
    asked.map(({ url: target, headers }) => fetch(target, { headers: { ...headers, cookie: session }, redirect: "manual" })),
  );
  return (await Promise.all(answers.map((answer) => answer.text()))).join("\n");
}
