// An instant, worded the same for everybody: in UTC, to the minute.

interface InstantProps {
  /** RFC 3339 text in UTC. */
  readonly at: string;
  /** Whether the time of day may stand below the date, where there is little room. */
  readonly mayBreak?: boolean;
}

export function Instant({ at, mayBreak = false }: InstantProps) {
  const date = at.slice(0, 10);
  const time = `${at.slice(11, 16)} UTC`;
  return (
    <time dateTime={at} className={mayBreak ? "tabular-nums" : "whitespace-nowrap tabular-nums"}>
      {mayBreak ? (
        <>
          <span className="whitespace-nowrap">{date}</span> <span className="whitespace-nowrap">{time}</span>
        </>
      ) : (
        `${date} ${time}`
      )}
    </time>
  );
}
