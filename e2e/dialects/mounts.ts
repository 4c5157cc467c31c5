// The ways in which the gate is mounted, as the conformance tables run on them.
import type { MountedTables } from "./mounted-tables";

/** Failures that an address may make in a minute before it waits; rows count on it. */
const AUTH_FAILURES_PER_MINUTE = "20";
const ENVIRONMENT = { TRUSTED_PROXIES: "127.0.0.1/32", AUTH_FAILURES_PER_MINUTE };
const CANNOT_PAUSE = { "paused-key": "a bootstrap file cannot pause a key" };

/** Which build is mounted, and under what name its rows are counted. */
export interface MountedBuild {
  readonly name: string;
  /** Default = this repository. Asked when the server starts. */
  readonly repository?: () => string;
}

/** Hot paths answered by the front door itself. */
export function frontDoor({ name, repository }: MountedBuild): MountedTables {
  return {
    name,
    server: (bootstrap) => ({ bootstrap, repository: repository?.(), env: ENVIRONMENT }),
    lacks: CANNOT_PAUSE,
  };
}

/** Every API request answered by a Next route handler behind the front door. */
export function behindTheFrontDoor({ name, repository }: MountedBuild): MountedTables {
  return {
    name,
    server: (bootstrap) => ({ bootstrap, repository: repository?.(), env: { ...ENVIRONMENT, KEYFUSE_HOT_PATHS: "next" } }),
    lacks: CANNOT_PAUSE,
  };
}

/** `next start` alone. */
export function bareNext({ name, repository }: MountedBuild): MountedTables {
  return {
    name,
    server: (bootstrap) => ({
      bootstrap,
      repository: repository?.(),
      env: ENVIRONMENT,
      program: { path: "next/dist/bin/next", args: ["start", "--hostname", "127.0.0.1", "--port", "{port}"] },
      readyPath: "/api/health",
    }),
    lacks: {
      ...CANNOT_PAUSE,
      "raw-target": "Next normalises the target before anybody sees it",
      "raw-case": "Next shows header names in lower case",
      "own-host": "Next routes by path alone",
      "any-method": "Next itself answers a method that a route file does not export",
    },
    mayBeSignalled: true,
  };
}
