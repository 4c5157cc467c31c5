// Where the focus goes when a form was refused.

/** A field, a group of fields, or, where neither is wrong, the message about the whole. */
const WRONG = ["[aria-invalid=true], [data-invalid=true]", "[role=alert]"] as const;

/** Puts the focus on the first that is wrong, so that a screen reader says what and where. */
export function focusFirstWrong(form: HTMLElement | null): void {
  for (const selector of WRONG) {
    const found = form?.querySelector<HTMLElement>(selector);
    if (!found) continue;
    found.focus();
    return;
  }
}
