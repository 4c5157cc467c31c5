// Runs suites one after the other, shows what they say, and ends with the one line that sums them up.
import { spawn } from "node:child_process";

const SUMMARY = /Tests\s+(?:(\d+) failed)?(?: \| )?(?:(\d+) passed)?(?: \| (\d+) skipped)?/;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** Runs them all, even after a failure, and ends the process: 0 when nothing failed. */
export async function runSuites(suites) {
  const results = [];
  for (const suite of suites) results.push(await runSuite(suite));
  process.stdout.write("\n");
  for (const { name, passed, failed, seconds } of results) {
    process.stdout.write(
      `${name.padEnd(16)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s\n`,
    );
  }
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
  process.exit(sum("failed") === 0 ? 0 : 1);
}

async function runSuite({ name, command, isCounted = false, environment = {} }) {
  process.stdout.write(`\n── ${name}\n`);
  const startMs = performance.now();
  const { status, output } = await run(command, environment);
  const seconds = Math.round((performance.now() - startMs) / 1000);
  const counted = isCounted ? countTests(output) : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  // A suite that broke before it could count, or that ran nothing, has failed.
  const failed = counted.failed === 0 && (status !== 0 || counted.passed === 0) ? 1 : counted.failed;
  return { name, passed: counted.passed, failed, seconds };
}

function run([program, ...args], environment) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, FORCE_COLOR: "0", ...environment } });
    let output = "";
    const show = (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", show);
    child.stderr.setEncoding("utf8").on("data", show);
    child.on("error", (error) => resolve({ status: 1, output: String(error) }));
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

function countTests(output) {
  const lines = output.replace(COLOURS, "").split("\n");
  const line = lines.findLast((text) => /^\s*Tests\s/.test(text));
  const [, failed = "0", passed = "0"] = SUMMARY.exec(line ?? "") ?? [];
  return { passed: Number(passed), failed: Number(failed) };
}
