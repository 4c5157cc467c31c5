// The suites that `npm test` and `npm run check` run, each as a command whose output tells how many passed.
const node = process.execPath;
const bin = (name) => `node_modules/.bin/${name}`;
const vitest = (project, ...filters) => [node, bin("vitest"), "run", "--project", project, "--reporter", "dot", ...filters];

/** Static checks: each counts as one test. */
export const STATIC_SUITES = [
  { name: "generate", command: [node, "scripts/generate-prisma.mjs"] },
  { name: "lint", command: [node, bin("biome"), "check", "--error-on-warnings", "."] },
  { name: "types", command: [node, bin("tsc"), "--noEmit", "-p", "."] },
  { name: "core is pure", command: [node, bin("tsc"), "--noEmit", "-p", "lib/core"] },
  { name: "nothing unused", command: [node, bin("knip")] },
  { name: "few clones", command: [node, bin("jscpd")] },
];

/** Fast tests without servers. */
export const UNIT_SUITES = [{ name: "unit", command: vitest("unit"), isCounted: true }];

/** Everything that needs a build, a database server or a browser. */
export const SERVER_SUITES = [
  { name: "build", command: [node, "scripts/build.mjs"] },
  { name: "services", command: vitest("services"), isCounted: true },
  { name: "http", command: vitest("http"), isCounted: true },
];
