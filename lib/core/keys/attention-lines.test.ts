// Lines of exported attention: the same cells in both forms, and none that a spreadsheet calculates.
import { expect, test } from "vitest";
import { ATTENTION_HEADS, ATTENTION_LINES } from "./attention-lines";

const VIEW = {
  reason: "old",
  words: "Its secret is old.",
  publicId: "key_0000000001",
  name: "=1+1",
  api: "payments",
  owner: "Ada",
} as const;

test("a name that is a formula is a text in the file, and each line says what mends it", () => {
  expect(ATTENTION_HEADS.csv + ATTENTION_LINES.csv(VIEW)).toBe(
    "reason,key,name,api,owner,words,mend\r\nold,key_0000000001,'=1+1,payments,Ada,Its secret is old.,Rotate it\r\n",
  );
  expect(JSON.parse(ATTENTION_LINES.jsonl(VIEW))).toMatchObject({ reason: "old", name: "=1+1", mend: "Rotate it" });
});
