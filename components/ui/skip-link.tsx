// Lets the keyboard skip what every page begins with.

/** The id of a page's main content. */
export const MAIN_ID = "main";

export function SkipLink() {
  return (
    <a
      href={`#${MAIN_ID}`}
      className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-20 focus:rounded-md focus:bg-raised focus:px-4 focus:py-2 focus:font-medium focus:shadow-lg"
    >
      Skip to the content
    </a>
  );
}
