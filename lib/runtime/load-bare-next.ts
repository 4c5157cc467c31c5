// Loads the runtime into a bare Next server from its own bundle, so that Next compiles none of the adapters into its bundles.
import path from "node:path";
import { pathToFileURL } from "node:url";

interface BareNext {
  openBareNext(root: string): Promise<void>;
}

/** Opens the runtime in this Next process; `npm run build` made the bundle. */
export async function loadBareNext(): Promise<void> {
  const root = process.cwd();
  const bundle = pathToFileURL(path.join(root, "dist", "bare-next.js")).href;
  const { openBareNext } = (await import(/* turbopackIgnore: true */ bundle)) as BareNext;
  await openBareNext(root);
}
