// Prepares an instance at every start, and words what its operator is shown once.
import { readFile } from "node:fs/promises";
import type { BootstrapWorld } from "@/lib/manage/bootstrap/apply-bootstrap";
import { firstStart, type PreparedInstance } from "@/lib/manage/first-start";
import { withLongTransactions } from "./long-transactions";
import type { Instance } from "./open-instance";

/** Makes what is missing and applies the bootstrap file. Throws one line per fault of the file, each with its JSON path. */
export async function prepareInstance(instance: Instance): Promise<PreparedInstance> {
  const { bootstrapPath, publicUrl } = instance.environment;
  const bootstrapText = bootstrapPath === null ? null : await readBootstrapFile(bootstrapPath);
  const publicHost = publicUrl === null ? null : new URL(publicUrl).hostname;
  const start = (world: BootstrapWorld) => firstStart(world, { bootstrapText, publicHost });
  const outcome = bootstrapText === null ? await start(instance.world) : await withLongTransactions(instance, start);
  if (outcome.kind === "done" || outcome.kind === "unchanged") return outcome.value;
  const faults = outcome.kind === "refused" ? outcome.problems.map(({ field, message }) => `  ${field}: ${message}`) : [];
  throw new Error([`The bootstrap file ${bootstrapPath} was not applied; nothing was changed.`, ...faults].join("\n"));
}

/**
 * What is shown once, straight to the operator: the set-up link, a first call that answers 200, secrets that were generated. The
 * link's token stands in the fragment, which browsers send to nobody.
 */
export function firstWords({ bootstrap, firstKey, setupToken }: PreparedInstance, baseUrl: string): string | null {
  const words: string[] = [];
  for (const { publicId, name, secret } of bootstrap?.generated ?? []) {
    words.push(`Secret of ${publicId} (${name}), shown this once: ${secret.reveal()}`);
  }
  if (setupToken !== null) {
    words.push(`Make the owner account within an hour (this link works once):\n  ${baseUrl}/setup#${setupToken.reveal()}`);
  }
  if (firstKey !== null) words.push(`A first call, good for 24 hours:\n  ${firstCall(baseUrl, firstKey.api, firstKey.secret.reveal())}`);
  return words.length === 0 ? null : `\n${words.join("\n\n")}\n\n`;
}

/** On one line, so that it can be pasted, or cut out of the output, whole. */
function firstCall(baseUrl: string, api: string, secret: string): string {
  return [
    `curl -X POST ${baseUrl}/gateway/${api}/chat`,
    `-H "Authorization: Bearer ${secret}"`,
    '-H "Content-Type: application/json"',
    `-d '{"prompt": "Hello, world!", "provider": "neuroswitch"}'`,
  ].join(" ");
}

async function readBootstrapFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(`The bootstrap file ${path} cannot be read.`, { cause });
  }
}
