// Where the focus goes when the row that holds it is about to go.

/** What is one of several below each other; rows that are neither list items nor of a table are marked so. */
const ROW = "li, tr, [data-row]";

/** To the last button of the row after, or of the one before; where there is none, to the button that adds one (`data-adds`). */
export function focusBesideRow(button: HTMLElement): void {
  const row = button.closest(ROW);
  const beside = [row?.nextElementSibling, row?.previousElementSibling].find((element) => element?.matches(ROW));
  const goal = Array.from(beside?.querySelectorAll<HTMLElement>("button") ?? []).at(-1);
  (goal ?? button.closest("fieldset, form")?.querySelector<HTMLElement>("[data-adds]"))?.focus();
}
