// What the pages of keys say before anybody asks: limits in words, what ends soon, where calls come from; and the form that a link opens.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "@/lib/core/roles";
import { ask } from "./console-client";
import { type ConsoleWorld, KEY_ID, KEY_OF_ACTION, openConsoleWorld } from "./console-world";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world?.close());

/** The page as its reader sees it: without what React writes between pieces of text. */
const read = async (target: string, role: Role = "owner") =>
  (await ask(world.server, target, { cookie: world.members[role].cookie })).text.replaceAll("<!-- -->", "");

test("an only plan stands in the forms in words, with a link for whoever may change it, and on the key's page", async () => {
  for (const target of ["/keys/new", `/keys/${KEY_ID}/edit`]) {
    const text = await read(target);
    expect(text, target).toContain("default: no limits");
    expect(text, target).toMatch(/href="\/apis\/[\w-]+\/edit\?part=plans"/);
  }
  const asDeveloper = await read("/keys/new", "developer");
  expect(asDeveloper).toContain("default: no limits");
  expect(asDeveloper).not.toContain("part=plans");
  expect(await read(`/keys/${KEY_ID}`)).toMatch(/Plan<\/dt><dd[^>]*>default: no limits</);
});

test("a link to the form chooses its API; one that is none, or not the member's to make keys of, chooses nothing", async () => {
  const chosen = async (query: string, role: Role) => /<option value="([\w-]+)" selected/.exec(await read(`/keys/new${query}`, role))?.[1];
  const usual = await chosen("", "owner");
  expect(await read("/apis/infuzu")).toContain('href="/keys/new?api=infuzu"');
  expect(await chosen("?api=infuzu", "owner")).toBe("infuzu");
  expect(await chosen("?api=cryptofuse", "developer")).toBe("cryptofuse");
  expect(await chosen("?api=management", "owner")).toBe("management");
  expect(await chosen("?api=management", "developer")).toBe(usual);
  for (const query of ["?api=nowhere", "?api=%00", "?api="]) expect(await chosen(query, "owner")).toBe(usual);
});

test("the list says of each key what its page says: that its secret is old, that it ends soon, and nothing of a revoked one", async () => {
  const { prisma } = world.database;
  const daysAway = (days: number) => new Date(Date.now() + days * 86_400_000);
  const mark = async (publicId: string, data: object) => {
    const { id } = await prisma.key.update({ where: { publicId }, data: { createdAt: daysAway(-100), expiresAt: daysAway(2.5), ...data } });
    await prisma.keySecret.updateMany({ where: { keyId: id }, data: { createdAt: daysAway(-92.5) } });
  };
  await mark(KEY_ID, {});
  await mark(KEY_OF_ACTION.extend, { revokedAt: new Date() });
  const row = async (publicId: string) =>
    (await read("/keys?sort=name")).split("<tr").find((html) => html.includes(`href="/keys/${publicId}"`)) ?? "";
  expect(await row(KEY_ID)).toContain("Secret 92 days old");
  expect(await row(KEY_ID)).toContain("Expires in 3 days");
  expect(await row(KEY_OF_ACTION.extend)).toContain("Revoked");
  expect(await row(KEY_OF_ACTION.extend)).not.toMatch(/days old|Expires in/);
  expect(await read(`/keys/${KEY_ID}`)).toContain("its secret is 92 days old, and it expires within 3 days");
});
