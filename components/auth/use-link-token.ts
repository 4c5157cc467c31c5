// The token of the link that led to a page.
import { useEffect, useState } from "react";

/**
 * The token stands in the fragment, which no server and no log sees; it goes from the address bar into the form at once. null = not
 * read yet; "" = the link had none.
 */
export function useLinkToken(): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const read = () => {
      const fromLink = window.location.hash.slice(1);
      if (fromLink !== "") window.history.replaceState(null, "", window.location.pathname);
      setToken((known) => (fromLink === "" ? (known ?? "") : fromLink));
    };
    read();
    // A link that is pasted where its page stands open loads nothing anew.
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return token;
}
