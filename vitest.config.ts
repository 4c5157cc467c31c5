// What vitest runs: unit tests beside the code (node), the core once more on the edge VM, contracts that need services.
// Files of one worker share their modules (`isolate: false`): loading them anew for each file took longer than many files do.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const never = ["**/node_modules/**", "**/dist/**", "**/.next/**"];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["lib/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: [...never, "**/*.service.test.ts"],
          environment: "node",
          isolate: false,
          // Made-up inputs by the hundred, on a machine that may be busy with other suites.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "services",
          include: ["lib/**/*.service.test.ts"],
          exclude: never,
          environment: "node",
          isolate: false,
          globalSetup: "scripts/services/shared-postgres.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "http",
          include: ["e2e/**/*.test.ts"],
          exclude: never,
          environment: "node",
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
