// Keys and members of the access report are paged without resetting one another, or what narrows the report.
import { expect, it } from "vitest";
import { accessPageText, readAccessQuery, writeAccessCursor, writeMemberCursor } from "./access-query";

const ID = "00000000-0000-4000-8000-000000000001";
const KEY = writeAccessCursor({ name: "billing", id: ID });
const MEMBER = writeMemberCursor({ rank: 2, name: "ada", id: ID });

const pairsOf = (text: string) => Object.fromEntries(new URLSearchParams(text));

it("each goes on alone", () => {
  const query = readAccessQuery({ api: "models", after: KEY, "members-after": MEMBER });
  expect(query).toMatchObject({ after: { name: "billing", id: ID }, membersAfter: { rank: 2, name: "ada", id: ID } });
  expect(pairsOf(accessPageText(query, "keys", "x"))).toEqual({ api: "models", after: "x", "members-after": MEMBER });
  expect(pairsOf(accessPageText(query, "members", "y"))).toEqual({ api: "models", after: KEY, "members-after": "y" });
  expect(pairsOf(accessPageText(query, "keys", null))).toEqual({ api: "models", "members-after": MEMBER });
  const whole = readAccessQuery({ all: "1" });
  expect(pairsOf(accessPageText(whole, "members", "z"))).toEqual({ all: "1", "members-after": "z" });
  expect(accessPageText(readAccessQuery({}), "keys", null)).toBe("");
});

it.each([
  "",
  "made-up",
  ID,
  KEY,
  writeMemberCursor({ rank: 0, name: "ada", id: ID }),
  writeMemberCursor({ rank: 2, name: "ada", id: "1" }),
])("%s is no place of a member", (cursor) => expect(readAccessQuery({ "members-after": cursor }).membersAfter).toBeNull());
