// Makes a Next server that runs without the front door (`next start`) decide by the same gate, over what its sockets really said.
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseBlock } from "@/lib/core/grants/addresses";
import { readEnvironment, setSignInEnvironment } from "./env";
import { createContexts } from "./front-door/contexts";
import { vouch } from "./front-door/hand-to-next";
import { createReception } from "./front-door/reception";
import { instanceHosts } from "./instance-hosts";
import { createLog } from "./log";
import { openRuntime } from "./open-runtime";
import { publish } from "./publish";

/** Node's channel on which every request of every HTTP server of the process is told, before its handler runs. */
const REQUEST_START = "http.server.request.start";

/**
 * Opens the runtime, publishes its gate and vouches for each request as the front door would. What only a listener can do stays undone:
 * upgrades, a 421 for foreign hosts, limits of its own. The front door is the entrance to run; this is for comparing against it. Set
 * `NEXT_MANUAL_SIG_HANDLE=true`, or Next ends the process before the runtime is closed.
 * @throws when the environment is wrong or the runtime cannot be opened
 */
export async function openBareNext(root: string): Promise<void> {
  const environment = readEnvironment();
  if (typeof environment === "string") throw new Error(environment);
  const log = createLog(environment.logLevel, (text) => process.stdout.write(text));
  const onFatal = (event: string, fault: unknown) => {
    log.fault(event, fault);
    log.flush();
    process.exit(1);
  };
  const runtime = await openRuntime(environment, { root, log, onFatal });
  const contexts = createContexts();
  publish({ ...runtime.published, context: contexts.find, gate: runtime.gate, console: runtime.console });
  const url = environment.publicUrl ?? `http://127.0.0.1:${environment.port}`;
  setSignInEnvironment(url, runtime.console.sessionSecret);
  const receive = createReception(runtime.published.catalogue, {
    instanceHosts: instanceHosts(environment.publicUrl, environment.host),
    trustedProxies: environment.trustedProxies.map(parseBlock).filter((block) => block !== null),
  });
  subscribe(REQUEST_START, (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    vouch(request, response, receive(request), contexts);
  });
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => void runtime.close().finally(() => process.exit(0)));
  process.stdout.write(runtime.firstWords(url) ?? "");
}
