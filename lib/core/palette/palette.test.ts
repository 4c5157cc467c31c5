// The palette offers what a member may open, and nothing else.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/roles";
import { matches, NOTHING_FOUND, type PaletteEntry, paletteGroups } from "./palette";

const rights = (role: Role, isConfined = false) => ({ role, isConfined });
const labelsOf = (typed: string, role: Role, finds = NOTHING_FOUND) =>
  paletteGroups(typed, rights(role), finds).flatMap(({ label, items }) => items.map((item) => `${label}: ${item.label}`));

const found = (id: string): PaletteEntry => ({ id, label: id, detail: "", href: `/${id}` });

describe("the palette", () => {
  it("offers every page before anything is typed, by role", () => {
    expect(labelsOf("", "owner")).toContain("Pages: Usage");
    expect(labelsOf("", "viewer")).not.toContain("Pages: Usage");
    expect(labelsOf("", "viewer")).toContain("Pages: API keys");
    expect(labelsOf("create", "viewer")).toEqual([]);
    expect(labelsOf("create", "owner")).toEqual(["Actions: Create a key", "Actions: Create an API", "Actions: Create a tenant"]);
  });

  it.each([
    ["signing", "owner", ["Pages: Signing keys"]],
    ["signing", "viewer", []],
    ["settings mail", "owner", ["Pages: Mail"]],
    ["your", "viewer", ["Pages: Your account"]],
    ["trouble", "viewer", ["Pages: Guide: troubleshooting"]],
    ["invite", "owner", ["Actions: Invite a member"]],
    ["invite", "viewer", []],
    ["ask", "viewer", ["Actions: Ask for a key"]],
    ["dark", "viewer", ["Actions: Colours: dark"]],
    ["sign out", "viewer", ["Actions: Sign out"]],
  ] as const)("%j of a %s: %j", (typed, role, expected) => expect(labelsOf(typed, role)).toEqual(expected));

  it("leads somewhere or does something, each line", () => {
    const lines = paletteGroups("", rights("owner"), NOTHING_FOUND).flatMap(({ items }) => items);
    for (const { href, act, id } of lines) expect([id, (href === null) !== (act === undefined)]).toEqual([id, true]);
  });

  it("offers an owner every page of the console that needs no parameter", () => {
    const offered = new Set(
      paletteGroups("", rights("owner"), NOTHING_FOUND).flatMap(({ items }) => items.map(({ href }) => href?.split("?", 1)[0])),
    );
    const pages = readdirSync("app/(console)", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("page.tsx") && !file.includes("["))
      .map((file) => `/${file.replace(/\/page\.tsx$/, "")}`);
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((path) => !offered.has(path))).toEqual([]);
  });

  it("leads from a pasted id, or the line that holds one, to its explanation", () => {
    const [group] = paletteGroups("X-Request-Id: req_1700000000000000000001", rights("viewer"), NOTHING_FOUND);
    expect(group?.items[0]?.href).toBe("/explain/req_1700000000000000000001");
    expect(paletteGroups("X-Request-Id: req_1700000000000000000001", rights("admin", true), NOTHING_FOUND)).toEqual([]);
  });

  it("shows what the server found before pages", () => {
    const finds = { keys: [found("k")], apis: [found("a")], tenants: [found("t")] };
    expect(labelsOf("usage", "owner", finds)).toEqual(["Keys: k", "APIs: a", "Tenants: t", "Pages: Usage"]);
  });

  it("names no entry twice", () => {
    const ids = paletteGroups("", rights("owner"), NOTHING_FOUND).flatMap(({ items }) => items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ["API keys Keys", "key", true],
    ["API keys Keys", "ke ap", true],
    ["API keys Keys", "ey", false],
    ["Test a key", "  TEST ", true],
    ["Test a key", "", true],
    ["Test a key", "test b", false],
  ])("%j for %j: %s", (text, typed, expected) => expect(matches(text, typed)).toBe(expected));
});
