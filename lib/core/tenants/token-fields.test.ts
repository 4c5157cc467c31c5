// A form that changes some of a token configuration changes nothing else of it.
import { describe, expect, it } from "vitest";
import { tokenFieldsOf, tokenPatch } from "./token-fields";

const STORED = { timeToLiveInSeconds: 60, refreshTokenUsagePolicy: "Reusable", refreshTokenExpirationPolicy: "Fixed" };
const formOf = (fields: Readonly<Record<string, string>>) => (name: string) => fields[name.replace("jwtConfiguration.", "")] ?? null;

describe("token fields", () => {
  it("show what is stored, and nothing where the default holds", () => {
    expect(tokenFieldsOf(STORED)).toEqual({
      timeToLiveInSeconds: "60",
      refreshTokenTimeToLiveInMinutes: "",
      refreshTokenUsagePolicy: "Reusable",
      tokenProfile: "",
      accessTokenKeyId: "",
    });
  });

  it.each([
    ["a form that was sent as it came", tokenFieldsOf(STORED), null],
    ["a form without these fields", {}, null],
    ["another number", { timeToLiveInSeconds: " 90 " }, { timeToLiveInSeconds: 90 }],
    ["an emptied field", { refreshTokenUsagePolicy: "" }, { refreshTokenUsagePolicy: null }],
    ["what is no number", { timeToLiveInSeconds: "1e3" }, { timeToLiveInSeconds: "1e3" }],
    ["a text", { tokenProfile: "rfc9068" }, { tokenProfile: "rfc9068" }],
  ])("%s becomes the patch %j → %j", (_what, fields, patch) => {
    expect(tokenPatch(STORED, formOf(fields))).toEqual(patch);
  });
});
