// Connections that share one engine session never meet in each other's prepared statements.
import { describe, expect, test } from "vitest";
import { closeStatementFrame, parseFrame } from "./server-frames";
import { StatementNames } from "./statement-names";
import { FRAME, type Frame, frame, readText, textField } from "./wire-frames";

const letter = (text: string): Uint8Array => new TextEncoder().encode(text);
const bind = (portal: string, statement: string): Frame => frame(FRAME.bind, textField(portal), textField(statement), new Uint8Array(6));
const describeStatement = (name: string): Frame => frame(FRAME.describe, letter("S"), textField(name));
const describePortal = (name: string): Frame => frame(FRAME.describe, letter("P"), textField(name));

function sent(names: StatementNames, original: Frame): Frame {
  return names.translate(original).frame;
}

describe("a named statement", () => {
  test("has one engine name in Parse, Bind, Describe and Close", () => {
    const names = new StatementNames(7);
    const given = readText(sent(names, parseFrame("find", "SELECT 1")), 5).text;
    expect(readText(sent(names, bind("portal", "find")), 12).text).toBe(given);
    expect(readText(sent(names, describeStatement("find")), 6).text).toBe(given);
    expect(readText(sent(names, closeStatementFrame("find")), 6).text).toBe(given);
    expect(names.engineNames()).toEqual([given]);
  });

  test("of two connections with the same name has two engine names", () => {
    const [a, b] = [new StatementNames(1), new StatementNames(11)].map(
      (names) => readText(sent(names, parseFrame("1_1", "SELECT 1")), 5).text,
    );
    expect(a).not.toBe(b);
  });

  test("keeps apart names that agree in their first 63 bytes", () => {
    const names = new StatementNames(1);
    for (const end of ["a", "b"]) sent(names, parseFrame("x".repeat(63) + end, "SELECT 1"));
    expect(new Set(names.engineNames().map((name) => name.slice(0, 63))).size).toBe(2);
  });

  test("leaves the SQL, the portal and the parameters as they were", () => {
    const names = new StatementNames(3);
    const parse = sent(names, parseFrame("s", "SELECT 'ü'"));
    expect(readText(parse, readText(parse, 5).next).text).toBe("SELECT 'ü'");
    const original = frame(FRAME.bind, textField("p"), textField("s"), Uint8Array.of(1, 2, 3));
    const bound = sent(names, original);
    expect(readText(bound, 5).text).toBe("p");
    expect(bound.slice(-3)).toEqual(Uint8Array.of(1, 2, 3));
  });
});

test("portals and unrelated frames pass unchanged", () => {
  const names = new StatementNames(1);
  for (const original of [describePortal("p"), frame(FRAME.sync), frame(FRAME.execute, textField(""), new Uint8Array(4))]) {
    expect(names.translate(original)).toEqual({ frame: original, parseAgain: null });
  }
});

describe("the unnamed statement", () => {
  const parse = parseFrame("", "SELECT 2");

  test("is used as it is within its batch", () => {
    const names = new StatementNames(1);
    names.translate(parse);
    expect(names.translate(bind("", ""))).toEqual({ frame: bind("", ""), parseAgain: null });
  });

  test("is parsed again, once, in a later batch, where it may be somebody else's", () => {
    const names = new StatementNames(1);
    names.translate(parse);
    names.endBatch();
    expect(names.translate(describeStatement("")).parseAgain).toEqual(parse);
    expect(names.translate(bind("", "")).parseAgain).toBeNull();
  });

  test.each<[string, (names: StatementNames) => void]>([
    ["before it was parsed", () => {}],
    ["after a simple query", (names) => names.dropUnnamed()],
    ["after Close", (names) => void names.translate(closeStatementFrame(""))],
  ])("is not another connection's %s", (when, drop) => {
    const names = new StatementNames(1);
    if (when.startsWith("after")) names.translate(parse);
    drop(names);
    names.endBatch();
    const { frame: translated, parseAgain } = names.translate(bind("", ""));
    expect(parseAgain).toBeNull();
    expect(readText(translated, 6).text).not.toBe("");
  });
});
