// Strangers make accounts only where an owner said so, and the domain is the address's own.
import { expect, it } from "vitest";
import { admitsSignUp, SIGN_UP, signUpSettings } from "./sign-up";

it.each([
  ["off", [], "ada@example.com", false],
  ["off", ["example.com"], "ada@example.com", false],
  ["open", [], "ada@example.com", true],
  ["domain", ["example.com"], "ada@example.com", true],
  ["domain", ["example.com"], "ada@mail.example.com", false],
  ["domain", ["example.com"], "ada@evil-example.com", false],
  ["domain", ["example.com"], '"x@example.com"@evil.example', false],
] as const)("sign-up %s for %j: %s → %s", (mode, domains, email, isAdmitted) => {
  expect(admitsSignUp({ mode, domains: [...domains] }, email)).toBe(isAdmitted);
});

it("is off until somebody decides", () => expect(admitsSignUp(SIGN_UP.fallback, "ada@example.com")).toBe(false));

it.each([
  [{ mode: "domain", domains: [] }, false],
  [{ mode: "domain", domains: [" Example.COM "] }, true],
  [{ mode: "domain", domains: ["localhost"] }, false],
  [{ mode: "domain", domains: ["*.example.com"] }, false],
  [{ mode: "domain", domains: ["a@example.com"] }, false],
  [{ mode: "anybody", domains: [] }, false],
])("%j is a setting: %s", (value, isOne) => expect(signUpSettings.safeParse(value).success).toBe(isOne));
