// What a spreadsheet opens is what was written, and nothing in it is calculated.
import { expect, test } from "vitest";
import { csvLine } from "./csv";

test.each([
  [["a", 1, null, ""], "a,1,,\r\n"],
  [["with, comma", 'with "quotes"', "two\nlines"], '"with, comma","with ""quotes""","two\nlines"\r\n'],
  [["=1+1", "+1", "-1", "@SUM(A1)"], "'=1+1,'+1,'-1,'@SUM(A1)\r\n"],
  [["\t=1", "\r=1", "\n=1"], "'\t'=1,\"'\r'=1\",\"'\n'=1\"\r\n"],
  [["＝1+1", "＋1", "－1", "＠SUM(A1)"], "'＝1+1,'＋1,'－1,'＠SUM(A1)\r\n"],
  [["a;=1+1", "a; -1", "a\t@SUM(A1)", "a;＝1"], "a;'=1+1,a; '-1,a\t'@SUM(A1),a;'＝1\r\n"],
  [['a;"=1+1"', "a\n=1+1"], '"a;""\'=1+1""","a\n\'=1+1"\r\n'],
  [['=HYPERLINK("http://x","y")'], '"\'=HYPERLINK(""http://x"",""y"")"\r\n'],
  [[-5, 0.5], "-5,0.5\r\n"],
  [["a=b", "1-2", "ü", "a;b", "a; b=1"], "a=b,1-2,ü,a;b,a; b=1\r\n"],
])("%j", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
