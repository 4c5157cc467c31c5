// The command that exports what a page shows.
import { quoteForShell } from "@/lib/core/snippets/quoting";

/** The command of the command line, for a shell. */
export function exportCommand({ api }: { readonly api: string | null }): string {
  return `npm run -s keyfuse -- usage export --csv${api === null ? "" : ` --api ${quoteForShell(api)}`} --out usage.csv`;
}
