// Runs suites one after the other, shows what they say, and ends with a table and the one line that sums them up.
import { runProgram } from "./run-program.mjs";

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** Where nothing may be left out: a suite that cannot run, or a test that skips itself, has failed. */
const isComplete = process.env.CI === "true";

/**
 * Runs them all, even after a failure, and ends the process: 0 when nothing failed. Suites of one stage run `atOnce` at a time, and
 * each of their lines then starts with the suite's name.
 */
export async function runSuites(...stages) {
  const results = [];
  for (const { suites, atOnce = 1 } of stages) results.push(...(await runStage(suites, atOnce)));
  for (const { name, failures } of results) for (const failure of failures) process.stdout.write(`\n${name}: ${failure}`);
  process.stdout.write("\n\n");
  for (const result of results) process.stdout.write(`${rowOf(result)}\n`);
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
  process.exit(sum("failed") === 0 ? 0 : 1);
}

async function runStage(suites, atOnce) {
  const results = new Array(suites.length);
  const waiting = suites.entries();
  const work = async () => {
    for (const [index, suite] of waiting) results[index] = await runSuite(suite, atOnce === 1);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

function rowOf({ name, passed, failed, skipped, seconds, reason }) {
  const left = skipped === 0 ? "" : `  ${skipped} skipped`;
  const why = reason === null ? "" : `  not run: ${reason}`;
  return `${name.padEnd(16)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s${left}${why}`;
}

async function runSuite(suite, isAlone) {
  const startMs = performance.now();
  const say = isAlone ? (text) => process.stdout.write(text) : linesOf(suite.name);
  say(`\n── ${suite.name}\n`);
  const result = { ...((await missingNeed(suite, say)) ?? (await judgedRun(suite, say))), name: suite.name };
  const seconds = Math.round((performance.now() - startMs) / 1000);
  if (!isAlone) say(`\n${rowOf({ ...result, seconds })}\n`);
  return { ...result, seconds };
}

/** Prints whole lines, each after the name. */
function linesOf(name) {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) process.stdout.write(`${name} | ${line}\n`);
  };
}

/** The result of a suite whose needs cannot be met, with the probe's sentence; null where they are. */
async function missingNeed({ probes = [] }, say) {
  for (const probe of probes) {
    const { status, output } = await runProgram(probe, {}, say);
    if (status !== 0) return { passed: 0, failed: isComplete ? 1 : 0, skipped: isComplete ? 0 : 1, reason: output.trim(), failures: [] };
  }
  return null;
}

async function judgedRun({ command, isCounted = false, environment = {}, limitMinutes }, say) {
  const { status, output } = await runProgram(command, environment, say, limitMinutes);
  const counted = isCounted ? countTests(output) : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  const missing = isComplete ? counted.skipped : 0;
  // A suite that broke before it could count, or that ran nothing, has failed.
  const isBroken = counted.failed === 0 && (status !== 0 || counted.passed === 0);
  const failed = (isBroken ? 1 : counted.failed) + missing;
  return { passed: counted.passed, failed, skipped: counted.skipped - missing, reason: null, failures: namesOfFailed(output) };
}

/** How vitest names a failed test, and a file that threw outside one; how the browser suite names a failed test. */
const FAILED = [/^\s*FAIL\s+(.+?)\s*$/, /^This error originated in "(.+?)"/, /^\s*\d+\) (.+?)[\s─]*$/];

/** What failed, once each: what a reader of a long log looks for. */
function namesOfFailed(output) {
  const lines = output.replace(COLOURS, "").split("\n");
  return [...new Set(lines.flatMap((line) => FAILED.flatMap((pattern) => pattern.exec(line)?.[1] ?? [])))];
}

/** Reads vitest's last line that starts with `Tests`; the browser suite ends with one like it. */
function countTests(output) {
  const lines = output.replace(COLOURS, "").split("\n");
  const line = lines.findLast((text) => /^\s*Tests\s/.test(text)) ?? "";
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") + count("todo") };
}
