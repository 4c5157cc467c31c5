// Where the public guide stands. Pages that fail import this in the browser, so it imports nothing.

export const GUIDE_PATH = "/guide";
export const TROUBLESHOOTING_PATH = "/guide/troubleshooting";
export const REVERSE_PROXY_PATH = "/guide/reverse-proxy";

/** The page of one dialect that ships. */
export function dialectGuidePath(name: string): string {
  return `/guide/dialects/${name}`;
}
