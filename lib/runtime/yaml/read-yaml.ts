// Reads YAML beside the thread that answers requests, within bounds of time and memory.
import { existsSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { YamlReading } from "./parse-yaml";

const READ_WITHIN_MS = 20_000;
const MOST_MEGABYTES = 512;

const TOO_MUCH: YamlReading = { fault: "The document takes too long to read as YAML. Send it as JSON." };

/** Reads a text as YAML. `root` is the project's, whose dist/ holds the worker. */
export function yamlReader(root: string): (text: string) => Promise<YamlReading> {
  const workerPath = path.join(root, "dist", "yaml-worker.js");
  return (text) => {
    if (!existsSync(workerPath)) throw new Error(`${workerPath} is missing: run npm run build first.`);
    return readWithin(new Worker(workerPath, { workerData: text, resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } }));
  };
}

async function readWithin(worker: Worker): Promise<YamlReading> {
  const timer: { id?: NodeJS.Timeout } = {};
  try {
    return await new Promise<YamlReading>((resolve) => {
      timer.id = setTimeout(resolve, READ_WITHIN_MS, TOO_MUCH);
      worker.once("message", resolve);
      // Out of memory, or out of stack while the value is handed over.
      worker.once("error", () => resolve(TOO_MUCH));
      worker.once("exit", () => resolve(TOO_MUCH));
    });
  } finally {
    clearTimeout(timer.id);
    await worker.terminate();
  }
}
