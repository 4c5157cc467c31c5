// Starts a serving process and stops it in order: the runtime, Next, the front door.
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseBlock } from "@/lib/core/grants/addresses";
import { version } from "@/package.json";
import { type Environment, readEnvironment, setSignInEnvironment } from "./env";
import { createContexts } from "./front-door/contexts";
import { createFrontDoor, type FrontDoor, type FrontDoorSettings } from "./front-door/front-door";
import { isReadySoon } from "./front-door/health";
import { type OpenNext, openNext } from "./front-door/open-next";
import { instanceHosts } from "./instance-hosts";
import { listeningUrl } from "./listening-url";
import { createLog, type Log } from "./log";
import { type Metrics, openMetrics } from "./metrics/open-metrics";
import { openRuntime, type Runtime } from "./open-runtime";
import { publish } from "./publish";
import { unservedVariables } from "./unserved-variables";

const REQUESTS_END_WITHIN_MS = 10_000;
const FLUSHED_WITHIN_MS = 8_000;

export interface ServeOptions {
  /** The project's root. */
  readonly root: string;
  /** Next compiles pages as they are asked for. */
  readonly isDevelopment: boolean;
}

/** Everything that is open while the process serves. */
interface Opened {
  readonly runtime: Runtime;
  readonly next: OpenNext;
  readonly door: FrontDoor;
  readonly url: string;
}

/** Whether new requests are welcome. */
interface Readiness {
  isStopping: boolean;
}

/**
 * Serves until SIGTERM or SIGINT, then ends the process: 0 after an orderly stop, 1 with one line on stderr when it could not start.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const environment = readEnvironment();
  if (typeof environment === "string") return refuseToStart(environment);
  const log = createLog(environment.logLevel, (text) => process.stdout.write(text));
  endOnFault(log);
  for (const variable of unservedVariables(environment)) log.warn("variable-has-no-effect-yet", { variable });
  const readiness: Readiness = { isStopping: false };
  try {
    const onFatal = (event: string, fault: unknown) => end(log, 1, () => log.fault(event, fault));
    const runtime = await openRuntime(environment, { root: options.root, log, onFatal });
    const opened = await openDoor(environment, options, log, runtime, readiness);
    stopOnSignal(opened, log, readiness);
    process.stdout.write(`Keyfuse is ready at ${opened.url}\n`);
  } catch (error) {
    refuseToStart(error instanceof Error ? error.message : String(error));
  }
}

async function openDoor(
  environment: Environment,
  options: ServeOptions,
  log: Log,
  runtime: Runtime,
  readiness: Readiness,
): Promise<Opened> {
  const { host, port } = environment;
  let listeningPort = port;
  try {
    const contexts = createContexts();
    const published = {
      ...runtime.published,
      context: contexts.find,
      answerAs: contexts.answerAs,
      gate: runtime.gate,
      // A port that was left to the system is known once it is listened on.
      console: { ...runtime.console, listeningUrl: () => listeningUrl(environment, listeningPort) },
    };
    publish(published);
    tellSignIn(environment, port, runtime);
    const next = await openNext(options.isDevelopment, options.root, host, port);
    const isReady = async () => !readiness.isStopping && (await runtime.isReady());
    const metrics = metricsOf(environment, runtime, isReady);
    const sources = { published, next, contexts, hotPaths: environment.hotPaths, isReady, metrics, log };
    const door = createFrontDoor(frontDoorSettings(environment), sources, runtime.upgrade);
    listeningPort = (await door.listen(port, host)).port;
    if (listeningPort !== port) tellSignIn(environment, listeningPort, runtime);
    return { runtime, next, door, url: listeningUrl(environment, listeningPort) };
  } catch (error) {
    await runtime.close();
    throw isPortTaken(error) ? new Error(`Port ${port} on ${host} is taken. Stop what listens there, or set PORT.`) : error;
  } finally {
    // Shown last, where it is seen; and shown even when the port is taken, since it can never be shown again.
    process.stdout.write(runtime.firstWords(environment.publicUrl ?? listeningUrl(environment, listeningPort)) ?? "");
  }
}

function metricsOf({ metricsFrom }: Environment, runtime: Runtime, isReady: () => Promise<boolean>): Metrics {
  const read = async () => ({ ...runtime.metricFacts(), version, isReady: await isReadySoon(isReady) });
  return openMetrics({ from: metricsFrom, read });
}

function tellSignIn(environment: Environment, port: number, { console: { sessionSecret } }: Runtime): void {
  setSignInEnvironment(environment.publicUrl ?? listeningUrl(environment, port), sessionSecret);
}

function frontDoorSettings(environment: Environment): FrontDoorSettings {
  const { host, publicUrl, tls, trustedProxies } = environment;
  return {
    instanceHosts: instanceHosts(publicUrl, host),
    trustedProxies: trustedProxies.map(parseBlock).filter((block) => block !== null),
    tls: tls === null ? null : { cert: readFileSync(tls.certPath, "utf8"), key: readFileSync(tls.keyPath, "utf8") },
  };
}

function stopOnSignal(opened: Opened, log: Log, ready: { isStopping: boolean }): void {
  const stop = async (signal: string) => {
    if (ready.isStopping) return;
    ready.isStopping = true;
    log.info("stopping", { signal });
    await opened.door.stop(REQUESTS_END_WITHIN_MS);
    const closed = Promise.all([opened.next.close(), opened.runtime.close()]).then(() => 0);
    const late = wait(FLUSHED_WITHIN_MS, 1);
    const status = await Promise.race([closed, late]).catch((fault: unknown) => {
      log.fault("closing", fault);
      return 1;
    });
    end(log, status, () => log.info("stopped"));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** A fault that nobody caught leaves the process in a state that nobody knows: it ends, and its operator starts it anew. */
function endOnFault(log: Log): void {
  process.on("uncaughtException", (fault) => end(log, 1, () => log.fault("uncaught", fault)));
  process.on("unhandledRejection", (fault) => end(log, 1, () => log.fault("unhandled", fault)));
}

function end(log: Log, status: number, say: () => void): void {
  say();
  log.flush();
  process.exit(status);
}

function refuseToStart(line: string): void {
  process.stderr.write(`Keyfuse cannot start: ${line}\n`);
  process.exit(1);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
