// What the shortcuts do on whatever page stands there: they find its search field, its way to create, and its rows, as people see them.
import type { KeyPress } from "@/lib/core/palette/shortcuts";

const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox]";
const COVERS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
/** A page's way to create something is marked so, be it a link or a button. */
const CREATES = "main [data-creates]";
/** Lists whose rows are no table's are marked so. */
const ROWS = "main tbody tr, main ol[data-rows] > li";

/** The press, and where it was made. */
export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, ctrlKey, metaKey, altKey, isComposing, repeat, target } = event;
  const isMove = key === "j" || key === "k";
  return {
    key,
    ctrlKey,
    metaKey,
    altKey,
    isUnsettled: isComposing || (repeat && !isMove),
    isTyping: target instanceof Element && target.closest(FIELDS) !== null,
    isCovered: Array.from(document.querySelectorAll(COVERS)).some(isShown),
  };
}

/** Goes to the search field of the page; false = it has none. */
export function focusSearch(): boolean {
  const field = Array.from(document.querySelectorAll<HTMLInputElement>("main input[type=search]")).find(isShown);
  field?.focus();
  field?.select();
  return field !== undefined;
}

/** Takes the page's way to create something, where it has one. */
export function createHere(): void {
  Array.from(document.querySelectorAll<HTMLElement>(CREATES)).find(isShown)?.click();
}

/** Goes so many rows on: to the first link of the row, or to what unfolds it. */
export function moveRow(step: 1 | -1): void {
  const rows = Array.from(document.querySelectorAll(ROWS)).flatMap((row) => {
    const way = Array.from(row.querySelectorAll<HTMLElement>("a[href], summary")).find(isShown);
    return way === undefined ? [] : [{ row, way }];
  });
  const here = rows.findIndex(({ row }) => row.contains(document.activeElement));
  const next = here < 0 ? rows[step === 1 ? 0 : rows.length - 1] : rows[here + step];
  next?.way.focus();
  next?.way.scrollIntoView({ block: "nearest" });
}

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}
