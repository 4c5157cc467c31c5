// What stands before an instance serves: the built-in APIs, the bootstrap file, and the first start's key and set-up link.
import { readFile } from "node:fs/promises";
import { applyBootstrap } from "@/lib/manage/bootstrap/apply-bootstrap";
import { ensureBuiltIn, firstStart } from "@/lib/manage/first-start";
import type { Instance } from "./open-instance";

/** How the operator is reached. */
export interface PrepareOptions {
  readonly baseUrl: string;
  readonly print: (text: string) => void;
}

export async function prepareInstance(instance: Instance, options: PrepareOptions): Promise<void> {
  void [instance, options, readFile, applyBootstrap, ensureBuiltIn, firstStart];
}
