import { describe, expect, test } from "vitest";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { standard } from "@/lib/core/dialects/standard";
import { narrowScope } from "./scope";

describe("a scope narrows what the client has", () => {
  test.each([
    ["nothing asked: all of it", undefined, ["read", "write"], cryptofuse, ["read", "write"]],
    ["a part", "read", ["read", "write"], cryptofuse, ["read"]],
    ["a name twice counts once", "read read", ["read"], cryptofuse, ["read"]],
    ["a client without permissions", undefined, [], cryptofuse, []],
    ["the wildcard covers every name", "anything", ["*"], cryptofuse, ["anything"]],
    ["and itself", "*", ["*"], cryptofuse, ["*"]],
    ["without a scope it stays the wildcard where names are free", undefined, ["*"], cryptofuse, ["*"]],
    ["and becomes the names where the dialect has them", undefined, ["*"], fusionAi, ["chat", "models", "account"]],
    ["what opens everything covers every name", "read", ["admin"], standard, ["read"]],
  ])("%s", (_, asked, held, dialect, granted) => {
    expect(narrowScope(asked, held, dialect)).toEqual(granted);
  });

  test.each([
    ["a permission it lacks", "write", ["read"], cryptofuse],
    ["one of several that it lacks", "read write", ["read"], cryptofuse],
    ["the wildcard", "*", ["read"], cryptofuse],
    ["the wildcard by what opens everything", "*", ["admin"], standard],
    ["a name that the dialect does not have", "teapot", ["*"], fusionAi],
    ["an empty name", "read  write", ["*"], cryptofuse],
    ["a quotation mark", 'a"b', ["*"], cryptofuse],
    ["a name beyond ASCII", "ä", ["*"], cryptofuse],
  ])("never to %s: invalid_scope", (_, asked, held, dialect) => {
    expect(narrowScope(asked, held, dialect)).toMatchObject({ error: "invalid_scope" });
  });
});
