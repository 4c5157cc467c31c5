// The condition of searches by name.

/** A condition on the column `name`. */
interface NameCondition {
  readonly name?: { readonly contains: string; readonly mode: "insensitive" };
}

/** Names that contain the text, in either case; `*` stands for any text. Without one, every name. */
export function nameContains(text: string | null): NameCondition {
  const wanted = text?.trim() ?? "";
  if (wanted === "") return {};
  // Prisma puts `%` around the text and leaves the rest of a LIKE pattern to us.
  return { name: { contains: wanted.replace(/[\\%_]/g, "\\$&").replace(/\*+/g, "%"), mode: "insensitive" } };
}
