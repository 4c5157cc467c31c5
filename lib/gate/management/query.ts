// Reads query values as the vendor's clients send them: a value that is missing can arrive as nothing or as the word `null`.

/** The values of a repeated parameter that are there. */
export function queryValues(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).filter((value) => value !== "" && value !== "null");
}

/** The first value of a parameter that is there, or null. */
export function queryValue(query: URLSearchParams, name: string): string | null {
  return queryValues(query, name)[0] ?? null;
}
