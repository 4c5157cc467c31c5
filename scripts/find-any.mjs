// Finds `any` and switched-off type checks in the sources. The linter knows the former too; this one cannot be told to ignore a line.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const FORBIDDEN = [/[:<|&,(=]\s*any\b(?!["'`])/, /\bas any\b/, /\bany\[\]/, /@ts-(?:ignore|nocheck|expect-error)/];

const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"], { encoding: "utf8" });
const found = listed
  .split("\n")
  .filter((file) => file !== "" && existsSync(file))
  .flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .map((line, index) => ({ file, line, number: index + 1 }))
      .filter(({ line }) => !/^\s*(?:\/\/|\/?\*)(?!.*@ts-)/.test(line) && FORBIDDEN.some((pattern) => pattern.test(withoutTexts(line)))),
  );

for (const { file, line, number } of found) console.log(`${file}:${number}: ${line.trim()}`);
console.log(`${found.length} uses of any in ${listed.split("\n").length - 1} files`);
process.exitCode = found.length === 0 ? 0 : 1;

/** Quoted text may say "any" as it likes. */
function withoutTexts(line) {
  return line.replaceAll(/(["'`])(?:\\.|(?!\1).)*\1/g, '""').replace(/\/\/(?!.*@ts-).*$/, "");
}
