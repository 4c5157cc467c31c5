// Which keys or members a page of the access report holds, where it does not hold all: on paper nothing else would say so.
import Link from "next/link";
import { extentWords } from "@/lib/core/keys/access-lines";

interface AccessExtentProps {
  readonly noun: "key" | "member";
  readonly rows: readonly { readonly name: string }[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Leads to as many as are printed at once; null = that is shown. */
  readonly wholePath: string | null;
}

export function AccessExtent({ noun, rows, isFirst, isLast, wholePath }: AccessExtentProps) {
  const names = rows.map(({ name }) => name);
  const words = extentWords(noun, names, { isFirst, isLast });
  if (words === null) return null;
  return (
    <p className="max-w-prose text-sm leading-relaxed [overflow-wrap:anywhere]">
      {words}{" "}
      {wholePath === null ? (
        <span className="print:hidden">
          {noun === "key" ? "Narrow the report, or export it" : "Export the report"}: the file holds them all.
        </span>
      ) : (
        <Link href={wholePath} prefetch={false} className="text-accent underline underline-offset-4 print:hidden">
          Show up to 2,000 on one page, to print them
        </Link>
      )}
    </p>
  );
}
