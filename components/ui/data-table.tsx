// The shell of a table: on a narrow screen it scrolls within itself, and the page never sideways.
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

interface DataTableProps {
  /** What the table lists; for screen readers, and the name of its scrolling region. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** The head of a column that stands before them: what acts on every row. */
  readonly lead?: ReactNode;
  /** Less room between columns, where there are many. */
  readonly isDense?: boolean;
  /** Rows of `<tr>`. */
  readonly children: ReactNode;
}

export function DataTable({ caption, columns, lead, isDense = false, children }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section aria-label={caption} tabIndex={0} className="scroll-hint relative overflow-x-auto rounded-lg border border-line">
      <table
        className={classNames(
          "w-full text-left text-sm",
          isDense && "[&_td]:px-2.5 [&_th]:px-2.5 sm:[&_tr>:first-child]:pl-4 sm:[&_tr>:last-child]:pr-4",
        )}
      >
        <caption className="sr-only">{caption}</caption>
        <thead className="border-line border-b text-ink-soft">
          <tr>
            {lead !== undefined && (
              <th scope="col" className="w-11 p-0">
                {lead}
              </th>
            )}
            {columns.map((column) => (
              <th key={column} scope="col" className="whitespace-nowrap px-3 py-3 font-medium sm:px-4">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line [&_tr:has(a:focus-visible)]:bg-code">{children}</tbody>
      </table>
    </section>
  );
}

export function DataCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={classNames("px-3 py-3 align-top sm:px-4", className)} {...rest} />;
}

/** The cell that names its row. */
export function DataRowHeader({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th scope="row" className={classNames("min-w-36 px-3 py-3 text-left align-top font-medium sm:min-w-44 sm:px-4", className)} {...rest} />
  );
}
