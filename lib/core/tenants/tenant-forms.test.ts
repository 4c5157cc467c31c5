// Forms of a tenant's pages, read into what the management API takes.
import { describe, expect, it } from "vitest";
import { judgeConfirmation, readApplicationForm, readNewUserForm, readSentForm, readTenantForm } from "./tenant-forms";

function formOf(fields: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return readSentForm(form);
}

describe("tenant forms", () => {
  it("what is no form has no fields", () => {
    for (const sent of [null, "email=a", { email: "a" }]) {
      expect(readNewUserForm(readSentForm(sent))).toEqual({ email: null, username: null, firstName: null, lastName: null });
    }
  });

  it("spaces around names go, those of a password stay, and an empty password is none", () => {
    expect(readNewUserForm(formOf({ email: " a@b ", username: "  ", password: " pass word " }))).toEqual({
      email: "a@b",
      username: null,
      firstName: null,
      lastName: null,
      password: " pass word ",
    });
    expect(readNewUserForm(formOf({ password: "" }))).not.toHaveProperty("password");
  });

  it("a tenant's patch holds what the form changes, and no settings that stay", () => {
    const stored = { timeToLiveInSeconds: 60 };
    const field = "jwtConfiguration.timeToLiveInSeconds";
    expect(readTenantForm(formOf({ name: " A ", issuer: "", [field]: "60" }), stored)).toEqual({ name: "A", issuer: null });
    expect(readTenantForm(formOf({ name: "A", [field]: "61" }), stored)).toEqual({
      name: "A",
      jwtConfiguration: { timeToLiveInSeconds: 61 },
    });
  });

  it.each([
    [null, "on", { enabled: true }],
    [null, null, undefined],
    [{ enabled: true }, "on", undefined],
    [{ enabled: true }, null, { enabled: false }],
  ])("an application with %j and the box %j: %j", (stored, box, jwtConfiguration) => {
    const sent = formOf({ name: "A", ...(box === null ? {} : { "jwtConfiguration.enabled": box }) });
    expect(readApplicationForm(sent, stored).jwtConfiguration).toEqual(jwtConfiguration);
  });

  it.each([
    ["Pied Piper", true],
    ["  Pied Piper ", true],
    ["1111", true],
    ["pied piper", false],
    ["Pied", false],
    ["", false],
  ])("%j confirms a deletion: %s", (confirmation, isConfirmed) => {
    expect(judgeConfirmation(formOf({ confirmation }), " Pied Piper", "1111", null) === null).toBe(isConfirmed);
  });
});
