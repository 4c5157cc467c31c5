// A serving process inside the test: the real runtime over a real database behind the real front door, without pages.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Address } from "@/e2e/raw-http";
import { buildOnce, REPOSITORY } from "@/e2e/server-under-test";
import { parseBlock } from "@/lib/core/grants/addresses";
import { CONTEXT_HEADER } from "@/lib/core/request-guard";
import { readEnvironment } from "@/lib/runtime/env";
import { createContexts } from "@/lib/runtime/front-door/contexts";
import { createFrontDoor } from "@/lib/runtime/front-door/front-door";
import { createLog } from "@/lib/runtime/log";
import { NodeRequest, sendAnswer } from "@/lib/runtime/mounts/node-mount";
import { openRuntime, type Runtime } from "@/lib/runtime/open-runtime";

export interface OpenDoor {
  readonly runtime: Runtime;
  readonly address: Address;
  /** All that was logged so far. */
  readonly logged: () => string;
  close(): Promise<void>;
}

/** Opens the runtime on a new data directory with that bootstrap file. */
export async function openDoor(bootstrap: unknown, variables: Readonly<Record<string, string>> = {}): Promise<OpenDoor> {
  buildOnce();
  const directory = mkdtempSync(path.join(tmpdir(), "kft-"));
  const file = path.join(directory, "bootstrap.json");
  writeFileSync(file, JSON.stringify(bootstrap), { mode: 0o600 });
  // Given, not set: other files run in this process.
  const environment = readEnvironment({
    ...process.env,
    KEYFUSE_DATA_DIR: path.join(directory, "data"),
    KEYFUSE_BOOTSTRAP: file,
    ...variables,
  });
  if (typeof environment === "string") throw new Error(environment);
  const lines: string[] = [];
  const log = createLog("debug", (text) => lines.push(text));
  const runtime = await openRuntime(environment, {
    root: REPOSITORY,
    log,
    onFatal: (fault) => {
      throw fault;
    },
  });
  const contexts = createContexts();
  const published = { ...runtime.published, context: contexts.find, gate: runtime.gate };
  const settings = {
    tls: null,
    instanceHosts: new Set<string>(),
    trustedProxies: environment.trustedProxies.map(parseBlock).filter((block) => block !== null),
  };
  // The management API is answered by the same gate, which Next would only lead to.
  const next = {
    answer: async (request: ConstructorParameters<typeof NodeRequest>[0], response: ConstructorParameters<typeof NodeRequest>[1]) => {
      const context = contexts.find(String(request.headers[CONTEXT_HEADER]));
      if (context?.head === undefined) throw new Error("only the management API is handed on");
      const raw = new NodeRequest(request, response, context.head.headers, context);
      sendAnswer(request, response, await runtime.gate.answer(raw, context), context.requestId);
    },
    upgrade: () => false,
  };
  const metrics = { isFor: () => false, render: async () => "" };
  const sources = { published, next, contexts, hotPaths: "front", isReady: runtime.isReady, metrics, log } as const;
  const door = createFrontDoor(settings, sources, null);
  const { port } = await door.listen(0, "127.0.0.1");
  return {
    runtime,
    address: { host: "127.0.0.1", port },
    logged: () => {
      log.flush();
      return lines.join("");
    },
    close: async () => {
      await door.stop(1000);
      await runtime.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
