// A key is a shortcut only where nobody means something else by it.
import { expect, it } from "vitest";
import { type KeyPress, type Shortcut, shortcutOf } from "./shortcuts";

const press = (key: string, fields: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isUnsettled: false,
  isTyping: false,
  isCovered: false,
  ...fields,
});

it.each<[KeyPress, boolean, Shortcut | null]>([
  [press("/"), true, "search"],
  [press("c"), true, "create"],
  [press("j"), true, "next"],
  [press("k"), true, "previous"],
  [press("?"), true, "help"],
  [press("x"), true, null],
  [press("toString"), true, null],
  [press("C"), true, null],
  [press("c", { isTyping: true }), true, null],
  [press("c", { isCovered: true }), true, null],
  [press("c", { isUnsettled: true }), true, null],
  [press("c", { ctrlKey: true }), true, null],
  [press("c", { metaKey: true }), true, null],
  [press("c", { altKey: true }), true, null],
  [press("?"), false, null],
  [press("j"), false, null],
  [press("k", { ctrlKey: true }), true, "palette"],
  [press("K", { metaKey: true }), true, "palette"],
  [press("k", { ctrlKey: true, isTyping: true }), true, "palette"],
  [press("k", { ctrlKey: true }), false, "palette"],
  [press("k", { ctrlKey: true, isCovered: true }), true, null],
  [press("k", { ctrlKey: true, altKey: true }), true, null],
  [press("k", { ctrlKey: true, metaKey: true }), true, null],
])("%j, switched on: %s → %s", (pressed, isOn, shortcut) => expect(shortcutOf(pressed, isOn)).toBe(shortcut));
