// What is one mail address, what a line of a mail's head may hold, and where mails come from.
import { describe, expect, it } from "vitest";
import { isMailAddress, oneLine, usualSender } from "./address";

describe("an address", () => {
  it.each(["ada@example.com", "ada+keys@mail.example.co.uk"])("%s is one", (text) => expect(isMailAddress(text)).toBe(true));
  it.each([
    "",
    "ada",
    "ada@example.com, eve@example.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada@example.com\n",
    "Ada <ada@example.com>",
    "<ada@example.com>",
    " ada@example.com",
    `${"a".repeat(250)}@example.com`,
  ])("%j is none", (text) => expect(isMailAddress(text)).toBe(false));
});

it.each([
  ["A key\r\nBcc: eve@example.com", "A key Bcc: eve@example.com"],
  ["tab\tnul\0del\u007f\u2028line", "tab nul del line"],
  ["x".repeat(300), `${"x".repeat(199)}…`],
])("%j on one line", (text, line) => expect(oneLine(text)).toBe(line));

it.each([
  ["https://keys.example.com", "keyfuse@keys.example.com"],
  ["http://127.0.0.1:3000", "keyfuse@localhost.localdomain"],
  ["http://[::1]:3000", "keyfuse@localhost.localdomain"],
  [null, "keyfuse@localhost.localdomain"],
])("mails of %j come from %s", (url, sender) => expect(usualSender(url)).toBe(sender));
