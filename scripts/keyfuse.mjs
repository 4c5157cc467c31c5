// Runs the command line, building it first where it is missing.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const bundle = new URL("../dist/keyfuse.js", import.meta.url);
if (!existsSync(fileURLToPath(bundle))) await (await import("./build.mjs")).buildServer();
await import(bundle.href);
