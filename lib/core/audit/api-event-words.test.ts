// What the page of an API says of its audit rows.
import { expect, it } from "vitest";
import { apiEventWords } from "./api-event-words";

it.each([
  ["api.create", {}, "Created"],
  ["api.update", { changed: ["name", "customDialect", "dialect"] }, "Changed: name, dialect"],
  ["api.update", { changed: ["somethingNewer"] }, "Changed: somethingNewer"],
  ["api.update", {}, "Changed"],
  ["api.other", {}, "api.other"],
])("%s %j reads as %s", (action, details, words) => expect(apiEventWords(action, details)).toBe(words));
