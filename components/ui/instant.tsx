// An instant, worded the same for everybody: in UTC, to the minute.

/** `at` is an RFC 3339 text in UTC. */
export function Instant({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {at.slice(0, 10)} {at.slice(11, 16)} UTC
    </time>
  );
}
