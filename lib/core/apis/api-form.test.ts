// What a form about an API sends arrives as it was typed.
import { describe, expect, it } from "vitest";
import { readApiForm, typedLines, typedNumber, writeApiForm } from "./api-form";

describe("a form about an API", () => {
  it("arrives as it was sent, without white space around texts", () => {
    const patch = { name: " Pay ", upstream: "", hosts: ["a.example.com"], maxBodyBytes: null, strictHeaderCase: false };
    expect(readApiForm(writeApiForm(patch))).toEqual({ patch: { ...patch, name: "Pay", upstream: null } });
  });

  it("names nothing that it does not carry", () => expect(readApiForm(writeApiForm({ name: undefined }))).toEqual({ patch: {} }));

  it("is refused with the field that is no JSON", () => {
    const form = new FormData();
    form.set("plans", "[");
    expect(readApiForm(form)).toMatchObject({ problems: [{ field: "plans" }] });
  });

  it.each([
    ["60", 60],
    ["1,000,000", 1_000_000],
    ["1 000", 1000],
    ["1,5", "1,5"],
    ["-1", "-1"],
    ["", ""],
    ["1e3", "1e3"],
  ])("%j is the number %j", (text, number) => expect(typedNumber(text)).toBe(number));

  it("takes the lines that hold something", () => expect(typedLines(" a \n\n\r\nb")).toEqual(["a", "b"]));
});
