// The front door's process: `node dist/server.js` (built), or `tsx server.ts --dev` (developing).
import path from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@/lib/runtime/serve";

const here = path.dirname(fileURLToPath(import.meta.url));

await serve({
  root: path.basename(here) === "dist" ? path.dirname(here) : here,
  isDevelopment: process.argv.includes("--dev"),
});
