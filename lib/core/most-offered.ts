// How much of a long list a form offers, and how it says that there is more: nothing is cut off unsaid.

/** Nobody picks from more; where there is no other way to the rest, forms say so. */
export const MOST_OFFERED = 200;

/** Members are known by name: a filter offers more of them. */
export const MOST_MEMBERS_OFFERED = 500;

/** What a form says of things, in the plural, of which so many are offered; undefined where these are all. */
export function offeredWords(nouns: string, offered: number, most = MOST_OFFERED): string | undefined {
  return offered < most ? undefined : `The first ${most} ${nouns} by name.`;
}
