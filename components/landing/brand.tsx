// The product's mark and name.

/** A fuse between two contacts, with the name beside it. */
export function Brand() {
  return (
    <p className="flex items-center gap-3 font-semibold text-lg tracking-tight">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" className="text-accent">
        <rect x="2" y="9" width="28" height="14" rx="7" fill="none" stroke="currentColor" strokeWidth="2.5" />
        <path d="M2 16h6c4 0 4-4 8-4s4 8 8 8 2-4 6-4" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
      Keyfuse
    </p>
  );
}
