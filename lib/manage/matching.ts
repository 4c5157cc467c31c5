// How searches look for a text within a column.

/** The column contains the text, whatever its case; `*` stands for any text. Prisma puts `%` around it and leaves the rest to us. */
export function containing(text: string): { readonly contains: string; readonly mode: "insensitive" } {
  return { contains: text.replace(/[\\%_]/g, "\\$&").replace(/\*+/g, "%"), mode: "insensitive" };
}
