// Names that must not meet twice in one document.

/** The name, with what a component's name cannot hold left out, and a number where it is taken. Takes it. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  const clean = wanted.replace(/[^A-Za-z0-9._-]/g, "") || "unnamed";
  let name = clean;
  for (let count = 2; taken.has(name); count += 1) name = `${clean}${count}`;
  taken.add(name);
  return name;
}
