// The log: JSON lines of named fields. What may be secret has no field, so there is nothing to mask.

/** What a line may carry. Strings are ids, names of our own, templates: never what a client sent. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Writes events, each with a name of our own and its fields. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** A fault: its kind, its code, where it was thrown, and a message without anything that could be data. */
  fault(event: string, fault: unknown, fields?: LogFields): void;
  /** Hands over the lines of this turn at once. */
  flush(): void;
}

const RANKS: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };
const FRAMES = 6;

/** A log at that level. Lines of one event-loop turn reach `write` together. */
export function createLog(level: LogLevel, write: (text: string) => void): Log {
  let pending = "";
  const flush = () => {
    const text = pending;
    pending = "";
    if (text !== "") write(text);
  };
  const put = (rank: Exclude<LogLevel, "silent">, event: string, fields: LogFields) => {
    if (RANKS[rank] < RANKS[level]) return;
    if (pending === "") setImmediate(flush);
    pending += `${JSON.stringify({ at: new Date().toISOString(), level: rank, event, ...fields })}\n`;
  };
  return {
    debug: (event, fields = {}) => put("debug", event, fields),
    info: (event, fields = {}) => put("info", event, fields),
    warn: (event, fields = {}) => put("warn", event, fields),
    fault: (event, fault, fields = {}) => put("error", event, { ...fields, ...describeFault(fault) }),
    flush,
  };
}

/** Quoted text and long runs: messages of parsers and drivers repeat their input there. */
const PERHAPS_DATA = /"[^"]*"?|'[^']*'?|`[^`]*`?|[^\s()]{20,}/g;

function describeFault(fault: unknown): LogFields {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const code = "code" in fault && typeof fault.code === "string" ? fault.code : null;
  const cause = fault.cause instanceof Error ? describeFault(fault.cause) : null;
  return {
    fault: fault.name,
    code,
    message: fault.message.replace(PERHAPS_DATA, "[…]").slice(0, 300),
    where: framesOf(fault),
    ...(cause === null ? {} : { cause: `${cause.fault}: ${cause.message}`, causeCode: cause.code ?? null }),
  };
}

function framesOf(fault: Error): string {
  const lines = fault.stack?.split("\n").map((line) => line.trim()) ?? [];
  return lines
    .filter((line) => line.startsWith("at "))
    .slice(0, FRAMES)
    .join(" ");
}
