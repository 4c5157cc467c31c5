import { describe, expect, test } from "vitest";
import { readClient } from "./read-client";
import { readForm } from "./read-form";

const basic = (text: string) => `Basic ${btoa(text)}`;
const form = (text: string) => new Map(Object.entries(Object.fromEntries(new URLSearchParams(text))));

describe("a client authenticates itself", () => {
  test.each([
    ["by Basic", [basic("key_0000000001:s3cret")], "", "key_0000000001", "s3cret"],
    ["by Basic in any case", ["bAsIc a2V5OnNlY3JldA=="], "", "key", "secret"],
    ["by Basic, each part encoded as in a form (RFC 6749 §2.3.1)", [basic("a%3Ab:c%2Bd+e%25")], "", "a:b", "c+d e%"],
    ["by Basic with a colon in its secret", [basic("key:a:b")], "", "key", "a:b"],
    ["by Basic with letters beyond ASCII", [basic("key:%C3%A4")], "", "key", "ä"],
    ["in the form", [], "client_id=key&client_secret=secret", "key", "secret"],
    ["by Basic, named in the form as well", [basic("key:secret")], "client_id=key", "key", "secret"],
  ])("%s", (_, lines, body, clientId, clientSecret) => {
    expect(readClient(lines, form(body))).toEqual({ clientId, clientSecret });
  });

  test.each([
    ["by nothing", [], ""],
    ["by its id alone", [], "client_id=key"],
    ["by its secret alone", [], "client_secret=secret"],
    ["by another scheme", ["Bearer a.b.c"], ""],
    ["by its bare secret", ["secret"], ""],
    ["by Basic without a colon", [basic("key")], ""],
    ["by Basic without an id", [basic(":secret")], ""],
    ["by Basic without a secret", [basic("key:")], ""],
    ["by Basic with a bad escape", [basic("key:%zz")], ""],
    ["by Basic that is no base64", ["Basic ???"], ""],
    ["by Basic that is no UTF-8", [`Basic ${btoa("key:\xff")}`], ""],
  ])("but not %s: invalid_client", (_, lines, body) => {
    expect(readClient(lines, form(body))).toMatchObject({ error: "invalid_client" });
  });

  test.each([
    ["in two ways", [basic("key:secret")], "client_secret=secret"],
    ["under two names", [basic("key:secret")], "client_id=other"],
    ["twice", [basic("key:secret"), basic("key:secret")], ""],
  ])("but not %s: invalid_request", (_, lines, body) => {
    expect(readClient(lines, form(body))).toMatchObject({ error: "invalid_request" });
  });
});

describe("a form", () => {
  test("is read by name; what has no value was not sent (RFC 6749 §3.2)", () => {
    expect(readForm("grant_type=client_credentials&scope=a+b&state=")).toEqual(
      new Map([
        ["grant_type", "client_credentials"],
        ["scope", "a b"],
      ]),
    );
  });

  test.each(["scope=a&scope=b", "scope=&scope=a", "scope=a&sc%6fpe=a"])("%s sends a parameter twice: invalid_request", (text) => {
    expect(readForm(text)).toMatchObject({ error: "invalid_request" });
  });
});
