// Mends what Swagger UI leaves out for people who use a keyboard or a screen reader: names of controls, and a dialog that is one.

/** What a control is called, by where it stands. */
const NAMES = [
  ["select#servers", "Server"],
  [".examples-select-element", "Example"],
  [".response-control-media-type select.content-type", "Media type of the answer"],
  [".body-param-content-type select, .opblock-section-request-body select.content-type", "Media type of the body"],
  ["select.content-type", "Media type"],
  [".dialog-ux .close-modal", "Close"],
  ["textarea.body-param__text", "Body of the request"],
  [".copy-to-clipboard button, .view-line-link.copy-to-clipboard", "Copy"],
  [".parameters select", "Value"],
] as const;

/** Mends everything under the element, and whatever is added to it later. Returns the way to stop. */
export function mendSwagger(stage: HTMLElement): () => void {
  const observer = new MutationObserver(() => mend(stage));
  observer.observe(stage, { childList: true, subtree: true });
  mend(stage);
  return () => observer.disconnect();
}

function mend(stage: HTMLElement): void {
  for (const [selector, name] of NAMES) {
    for (const control of stage.querySelectorAll(selector)) {
      if (!control.hasAttribute("aria-label")) control.setAttribute("aria-label", name);
    }
  }
  for (const field of stage.querySelectorAll(".parameters [placeholder]:not([aria-label])")) {
    field.setAttribute("aria-label", field.getAttribute("placeholder") ?? "Value");
  }
  // A key is nothing for a browser to remember, and its letters matter.
  for (const field of stage.querySelectorAll(".auth-container input:not([autocomplete])")) {
    field.setAttribute("autocomplete", "off");
    field.setAttribute("spellcheck", "false");
  }
  // What may scroll within itself must be reachable without a mouse.
  for (const text of stage.querySelectorAll(".curl-command pre, pre.curl, .live-responses-table pre")) text.setAttribute("tabindex", "0");
  const dialog = stage.querySelector<HTMLElement>(".dialog-ux .modal-ux:not([role])");
  if (dialog !== null) makeDialog(dialog);
}

function makeDialog(dialog: HTMLElement): void {
  const opener = document.activeElement;
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-modal", "true");
  dialog.setAttribute("aria-label", dialog.querySelector("h3")?.textContent ?? "Authorize");
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dialog.querySelector<HTMLElement>(".close-modal")?.click();
    if (event.key === "Tab") keepWithin(dialog, event);
  });
  returnFocusAfter(dialog, opener);
  // Each of several fields took the focus when it was made, so that the last one had it.
  dialog.querySelector<HTMLElement>("input")?.focus();
}

/** From the last control on to the first, and back. */
function keepWithin(dialog: HTMLElement, event: KeyboardEvent): void {
  const controls = [...dialog.querySelectorAll<HTMLElement>("button, input, select, textarea, a[href]")];
  const edge = event.shiftKey ? controls[0] : controls.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? controls.at(-1) : controls[0])?.focus();
}

function returnFocusAfter(dialog: HTMLElement, opener: Element | null): void {
  const watch = new MutationObserver(() => {
    if (dialog.isConnected) return;
    watch.disconnect();
    const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    (isThere ? opener : document.querySelector<HTMLElement>("#api-reference .btn.authorize"))?.focus();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}
