// Long passwords pass, short and guessable ones do not, and the hint says what to do.
import { describe, expect, it } from "vitest";
import { passwordStrength } from "./passwords";

describe("passwordStrength", () => {
  it.each([
    ["", "refused"],
    ["fourteen chars", "refused"],
    ["fifteen charact", "good"],
    ["correct horse battery staple", "strong"],
    ["aaaaaaaaaaaaaaaaaaaaaaaa", "refused"],
    ["abcabcabcabcabcabcabc", "refused"],
    ["😀😁😂🤣😃😄", "refused"],
    [`${"abcdefgh".repeat(32)}x`, "refused"],
  ])("%s → %s", (password, level) => {
    expect(passwordStrength(password).level).toBe(level);
  });

  it("a password made of one's own name and address is refused", () => {
    const personal = ["ada.lovelace@example.com", "Ada Lovelace"];
    expect(passwordStrength("AdaLovelaceExample", personal).level).toBe("refused");
    expect(passwordStrength("AdaLovelace likes engines", personal).level).toBe("strong");
  });

  it("says how many characters are missing, and never repeats the password", () => {
    expect(passwordStrength("hunter2hunter2").hint).toContain("1 to go");
    expect(passwordStrength("hunter2hunter2").hint).not.toContain("hunter2");
  });
});
