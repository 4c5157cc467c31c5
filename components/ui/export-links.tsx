// Links that save a list as a file.
import { Download } from "lucide-react";
import { buttonClasses } from "@/components/ui/button";
import type { ExportFormat } from "@/lib/core/schemas/export-format";

const FORMATS: readonly (readonly [ExportFormat, label: string])[] = [
  ["csv", "CSV"],
  ["jsonl", "JSON Lines"],
];

interface ExportLinksProps {
  /** What is saved: "audit". */
  readonly noun: string;
  readonly pathOf: (format: ExportFormat) => string;
}

/** Plain links: the browser saves what comes while it comes. */
export function ExportLinks({ noun, pathOf }: ExportLinksProps) {
  return (
    <ul className="flex flex-wrap gap-3 print:hidden">
      {FORMATS.map(([format, label]) => (
        <li key={format}>
          <a href={pathOf(format)} download className={buttonClasses()}>
            <Download aria-hidden="true" />
            {label}
            <span className="sr-only"> of the {noun}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
