// Names of roles beside each other.

export function RoleNames({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <span className="text-ink-soft">None</span>;
  return (
    <ul className="flex max-w-80 flex-wrap gap-1.5">
      {names.map((name) => (
        <li key={name} className="max-w-full truncate rounded-full bg-code px-2.5 py-0.5 text-xs">
          {name}
        </li>
      ))}
    </ul>
  );
}
