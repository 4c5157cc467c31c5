// What a spreadsheet opens is what was written, and nothing in it is calculated.
import { expect, test } from "vitest";
import { csvLine } from "./csv";

test.each([
  [["a", 1, null, ""], "a,1,,\r\n"],
  [["with, comma", 'with "quotes"', "two\nlines"], '"with, comma","with ""quotes""","two\nlines"\r\n'],
  [["=1+1", "+1", "-1", "@SUM(A1)"], "'=1+1,'+1,'-1,'@SUM(A1)\r\n"],
  [["\t=1", "\r=1"], "'\t=1,\"'\r=1\"\r\n"],
  [['=HYPERLINK("http://x","y")'], '"\'=HYPERLINK(""http://x"",""y"")"\r\n'],
  [[-5, 0.5], "-5,0.5\r\n"],
  [["a=b", "1-2", "ü"], "a=b,1-2,ü\r\n"],
])("%j", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
