import { describe, expect, test } from "vitest";
import { createLog, type LogLevel } from "./log";

function logged(level: LogLevel, act: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  let text = "";
  const log = createLog(level, (lines) => {
    text += lines;
  });
  act(log);
  log.flush();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("a line is one JSON object with instant, level, event and its fields", () => {
  const [line] = logged("info", (log) => log.info("request", { status: 200, api: "payments" }));
  expect(line).toMatchObject({ level: "info", event: "request", status: 200, api: "payments" });
  expect(line?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test.each<[LogLevel, number]>([
  ["debug", 4],
  ["info", 3],
  ["warn", 2],
  ["error", 1],
  ["silent", 0],
])("at level %s, %d of four lines are written", (level, count) => {
  const lines = logged(level, (log) => {
    log.debug("a");
    log.info("b");
    log.warn("c");
    log.fault("d", new Error("x"));
  });
  expect(lines).toHaveLength(count);
});

test("lines of one turn are written together, without asking", async () => {
  const writes: string[] = [];
  const log = createLog("info", (text) => writes.push(text));
  log.info("a");
  log.info("b");
  await new Promise((resolve) => setImmediate(resolve));
  expect(writes).toHaveLength(1);
});

describe("a fault", () => {
  const secret = "sk-fusion-Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1Ab1A07a1vh";

  test("is told by kind, code, place and cause", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const [line] = logged("info", (log) => log.fault("gate", new Error("The store is away.", { cause: refused }), { requestId: "req_1" }));
    expect(line).toMatchObject({
      level: "error",
      fault: "Error",
      message: "The store is away.",
      requestId: "req_1",
      causeCode: "ECONNREFUSED",
    });
    expect(line?.where).toContain("log.test.ts");
  });

  test.each([
    ["a parser's message that quotes its input", () => JSON.parse(`hunter2${secret}`)],
    ["an invalid header", () => new URL(`http://${secret} hunter2`)],
    ["a short secret in quotes", () => JSON.parse('hunter2"')],
    [
      "a bare string",
      () => {
        throw secret;
      },
    ],
    [
      "a cause",
      () => {
        throw new Error("outer", { cause: new Error(`bad key ${secret}`) });
      },
    ],
  ])("never repeats a secret: %s", (_, act) => {
    let fault: unknown = null;
    try {
      act();
    } catch (error) {
      fault = error;
    }
    expect(fault).not.toBeNull();
    const text = JSON.stringify(logged("info", (log) => log.fault("x", fault)));
    expect(text).not.toContain(secret);
    expect(text).not.toContain("hunter2");
  });
});
