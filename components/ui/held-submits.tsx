// Keeps what is typed and sent before the page listens: the browser alone would load the page anew, and what was typed would be lost.

/** On every form that a page listens to; "sent" while what was sent is held. */
export const HELD = "data-held";

/** A field for several lines with what was typed into it while its form was held: React sets such fields back to what they were sent with. */
export interface TypedBefore {
  typedBefore?: string;
}

/** Runs as the page arrives, before any of its other code. */
const HOLD = `document.addEventListener("submit",function(event){var form=event.target;if(form.hasAttribute("${HELD}")){event.preventDefault();event.stopImmediatePropagation();form.setAttribute("${HELD}","sent")}},true);
document.addEventListener("input",function(event){var field=event.target;if(field.type==="textarea"&&field.form&&field.form.hasAttribute("${HELD}"))field.typedBefore=field.value},true)`;

/** Stands before every form of the page. The nonce lets it through the page's policy; browsers hide it from scripts. */
export function HeldSubmits({ nonce }: { readonly nonce: string | undefined }) {
  return (
    <script
      nonce={typeof window === "undefined" ? nonce : ""}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file, the only way to run before React does.
      dangerouslySetInnerHTML={{ __html: HOLD }}
    />
  );
}
