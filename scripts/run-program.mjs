// Runs one program to its end, or ends it with all that it started.
import { spawn } from "node:child_process";

/** How long a program may take, in minutes, where nothing else is said: what hangs must name itself, and not the whole run. */
const LIMIT_MINUTES = 60;

/** How long, in ms, a program that has ended may be outlived by others that hold its output. */
const OUTPUT_GRACE_MS = 5_000;

/** Its exit status, 1 where it could not start or was ended, and all that it printed; `say` gets the same piece by piece. */
export function runProgram([program, ...args], environment, say, limitMinutes = LIMIT_MINUTES) {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1", ...environment };
    // A group of its own, so that what it started ends with it.
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env, detached: true });
    const endWithRun = () => endGroup(child.pid);
    const timers = [];
    let output = "";
    const show = (chunk) => {
      output += chunk;
      say(chunk);
    };
    const settle = (status) => {
      for (const timer of timers) clearTimeout(timer);
      process.off("exit", endWithRun);
      endWithRun();
      resolve({ status, output });
    };
    const endLate = () => {
      show(`\nEnded after ${limitMinutes} minutes.\n`);
      endWithRun();
    };
    timers.push(setTimeout(endLate, limitMinutes * 60_000));
    process.on("exit", endWithRun);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", show);
    child.on("error", (error) => {
      show(String(error));
      settle(1);
    });
    // What it left running may hold the pipes open, and `close` would never come.
    child.on("exit", (status) => timers.push(setTimeout(settle, OUTPUT_GRACE_MS, status ?? 1)));
    child.on("close", (status) => settle(status ?? 1));
  });
}

/** Ends what is left of a group; one that is gone already is no fault. */
function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
