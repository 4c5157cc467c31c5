// What is shown once is held nowhere but in a state, and only until the page is left: a page that comes back by Back has none.
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** null = there is nothing to show, or no more. */
export function useShownOnce<Shown>() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    // At once: a page that is kept for Back is frozen as it stands.
    const forget = () => flushSync(() => setShown(null));
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, []);
  return [shown, setShown] as const;
}
