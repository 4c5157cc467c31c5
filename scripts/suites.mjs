// The suites that `npm test`, `npm run check` and `npm run drills` run, each as a command whose output tells how many passed.
const node = process.execPath;
const bin = (name) => `node_modules/.bin/${name}`;
const vitest = (project, ...filters) => [node, bin("vitest"), "run", "--project", project, "--reporter", "default", ...filters];
const probe = (service) => [node, "--import", "tsx", "scripts/probe-service.ts", service];

/** What the others read. */
export const GENERATED_SUITES = [{ name: "generate", command: [node, "scripts/generate-prisma.mjs"] }];

/** Static checks: each counts as one test. */
export const STATIC_SUITES = [
  { name: "lint", command: [node, bin("biome"), "check", "--error-on-warnings", "."] },
  { name: "types", command: [node, bin("tsc"), "--noEmit", "-p", "."] },
  { name: "core is pure", command: [node, bin("tsc"), "--noEmit", "-p", "lib/core"] },
  { name: "no any", command: [node, "scripts/find-any.mjs"] },
  { name: "nothing unused", command: [node, bin("knip")] },
  { name: "few clones", command: [node, bin("jscpd")] },
];

/** Fast tests without servers. */
export const UNIT_SUITES = [{ name: "unit", command: vitest("unit"), isCounted: true }];

/** What those below run. */
export const BUILD_SUITES = [{ name: "build", command: [node, "scripts/build.mjs"] }];

const DATABASES = [probe("postgres"), probe("redis")];

/**
 * Everything that needs a build, a database server or a browser. `probes` say in one sentence what is missing. The files of one HTTP suite
 * run one after the other: halves keep the whole from being the last to end, and apart, since each of them can keep two cores busy.
 */
export const SERVER_SUITES = [
  { name: "http, one half", command: vitest("http", "--shard=1/2"), isCounted: true, probes: DATABASES },
  { name: "services", command: vitest("services"), isCounted: true, probes: DATABASES },
  { name: "browser", command: [node, bin("playwright"), "test"], isCounted: true, probes: [probe("browser")] },
  { name: "http, the other", command: vitest("http", "--shard=2/2"), isCounted: true, probes: DATABASES },
  { name: "page weight", command: [node, "--import", "tsx", "scripts/page-weight.ts"] },
];

/** Full counts take hours on a small machine. */
const FULL = { environment: { DRILLS: "full" }, limitMinutes: 600 };

/** The fault drills at the counts that the product promises. */
export const DRILL_SUITES = [
  ...BUILD_SUITES,
  {
    name: "drills",
    command: vitest("http", "e2e/drills", "e2e/console", "e2e/without-proxy.test.ts", "e2e/raw-socket"),
    isCounted: true,
    ...FULL,
  },
  {
    name: "journeys in dark and on a phone",
    command: [node, bin("playwright"), "test", "--project", "dark", "--project", "phone"],
    isCounted: true,
    ...FULL,
    probes: [probe("browser")],
  },
  { name: "limiter model", command: vitest("unit", "lib/adapters/embedded/limiter"), isCounted: true, ...FULL },
  {
    name: "shared limiter models",
    command: vitest("services", "lib/adapters/redis", "lib/adapters/upstash"),
    isCounted: true,
    ...FULL,
    probes: [probe("redis")],
  },
];
