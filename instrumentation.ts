// Runs once when a Next server starts. Behind the front door everything is open already; bare Next opens it here.
import { readPublished } from "@/lib/core/published";

export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces it while compiling, so that its edge bundle drops the import below.
  if (process.env.NEXT_RUNTIME !== "nodejs" || readPublished() !== null) return;
  const { loadBareNext } = await import("@/lib/runtime/load-bare-next");
  await loadBareNext();
}
