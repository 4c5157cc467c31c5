// A process that owns an embedded database and commits row after row, for tests that kill it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Writer {
  /** Waits until this number was acknowledged; rejects when the process ended before. */
  acknowledged(number: number): Promise<void>;
  /** kill -9. Returns the last number that was acknowledged, NaN when none was. */
  kill(): Promise<number>;
}

const WAIT_MS = 60_000;

/** Starts writing numbers from `first` on into the table `acknowledged`. */
export function startWriter(dataDirectory: string, workerPath: string, first: number): Writer {
  const script = fileURLToPath(new URL("committing-writer.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", script, dataDirectory, workerPath, String(first)], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = Promise.all([once(child, "exit"), child.stdout === null ? null : once(child.stdout, "close")]);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output = (output + chunk).slice(-100);
  });
  // The last line may be half written when the process is killed.
  const last = (): number => Number.parseInt(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1) ?? "", 10);
  return {
    async acknowledged(number) {
      const giveUpAtMs = performance.now() + WAIT_MS;
      while (!(last() >= number)) {
        if (child.exitCode !== null || performance.now() > giveUpAtMs) throw new Error(`the writer stopped at ${last()}`);
        await sleep(5);
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
      return last();
    },
  };
}
