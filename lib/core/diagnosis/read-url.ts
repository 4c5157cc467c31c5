// A URL as a client would send it: what of it goes where.

/** The parts of a URL that a request shows. */
export interface ReadUrl {
  readonly scheme: "http" | "https";
  /** With port. */
  readonly host: string;
  readonly target: string;
  /** `name:password` before the host, which clients turn into Basic authentication. */
  readonly user: string | null;
}

/** The URL, or null where it is none for HTTP. One without a scheme gets that one; `queries` are added to its own. */
export function readUrl(text: string, scheme: "http" | "https", queries: readonly string[] = []): ReadUrl | null {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  const query = [...(url.search === "" ? [] : [url.search.slice(1)]), ...queries].join("&");
  const user = url.username === "" && url.password === "" ? null : `${decoded(url.username)}:${decoded(url.password)}`;
  return {
    scheme: url.protocol === "http:" ? "http" : "https",
    host: url.host,
    target: query === "" ? url.pathname : `${url.pathname}?${query}`,
    user,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
