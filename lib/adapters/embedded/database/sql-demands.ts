// What an SQL text asks of the session that all connections share: what must be refused, who listens, whether a transaction ends.

/** A connection starts (`on`) or stops hearing a channel; `null` is every channel. */
export interface ListenChange {
  channel: string | null;
  on: boolean;
}

export interface SqlDemands {
  /** Why the text cannot run on a shared session, or null. */
  refusal: string | null;
  listens: readonly ListenChange[];
  /** How the text ends a transaction when it does. */
  ends: "commit" | "rollback" | null;
}

const NOTHING: SqlDemands = { refusal: null, listens: [], ends: null };

/** Texts that start so and hold neither of the suspicious words need no closer look: nearly every statement of the product. */
const HARMLESS = /^\s*(?:select|insert|update|delete|with|begin|savepoint|release)\b/i;
const SUSPICIOUS =
  /;|\b(?:temp|temporary|pg_temp|hold|set_config|pg_advisory_lock|pg_advisory_lock_shared|pg_try_advisory_lock|pg_try_advisory_lock_shared)\b/i;

const SHARED = "the embedded database is one session shared by all connections";

const UNLISTEN_ALONE = `UNLISTEN is answered per connection and must be sent alone: ${SHARED}`;

/** Reasons to refuse one statement, tried in order on its upper-cased words. */
const REFUSALS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^DISCARD\b/, `DISCARD would drop the statements of every connection: ${SHARED}`],
  [/^DEALLOCATE\b/, `DEALLOCATE would drop the statements of every connection: ${SHARED}`],
  [/^PREPARE (?!TRANSACTION\b)/, `PREPARE would be seen by every connection: ${SHARED}; prepare through the protocol`],
  [/^(?:SET (?!(?:LOCAL|TRANSACTION|CONSTRAINTS)\b)|RESET\b)/, `SET and RESET would change every connection: ${SHARED}; use SET LOCAL`],
  [/\bSET_CONFIG \(.*, FALSE \)/, `set_config(…, false) would change every connection: ${SHARED}; pass true`],
  [/^CREATE (?:(?:GLOBAL|LOCAL|OR REPLACE|RECURSIVE) )*TEMP(?:ORARY)?\b/, `temporary tables would be seen by every connection: ${SHARED}`],
  [/\bPG_TEMP\b/, `pg_temp would be seen by every connection: ${SHARED}`],
  [/\bINTO (?:LOCAL |GLOBAL )?TEMP(?:ORARY)? /, `temporary tables would be seen by every connection: ${SHARED}`],
  [/^COPY\b.*\bFROM STDIN\b/, "COPY … FROM STDIN is not supported by the embedded database; use INSERT … SELECT FROM unnest(…)"],
  [/^DECLARE\b.*\bWITH HOLD\b/, `a cursor WITH HOLD would be seen by every connection: ${SHARED}`],
  [/\bPG_(?:TRY_)?ADVISORY_LOCK(?:_SHARED)? \(/, `a session's advisory lock excludes nobody here: ${SHARED}; use pg_advisory_xact_lock`],
];

/** Reads the demands of a text of one or more statements. Pure. */
export function readSqlDemands(sql: string): SqlDemands {
  if (HARMLESS.test(sql) && !SUSPICIOUS.test(sql)) return NOTHING;
  const listens: ListenChange[] = [];
  let ends: SqlDemands["ends"] = null;
  const statements = statementsOf(sql);
  for (const words of statements) {
    const text = words.map((word) => (word.startsWith('"') ? word : word.toUpperCase())).join(" ");
    const refusal = REFUSALS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
    if (refusal !== null) return { refusal, listens: [], ends: null };
    const change = readListenChange(words);
    if (change !== null && !change.on && statements.length > 1) return { refusal: UNLISTEN_ALONE, listens: [], ends: null };
    if (change !== null) listens.push(change);
    ends = readEnd(text) ?? ends;
  }
  return listens.length === 0 && ends === null ? NOTHING : { refusal: null, listens, ends };
}

function readEnd(text: string): SqlDemands["ends"] {
  if (/^(?:COMMIT|END)\b/.test(text)) return "commit";
  if (/^(?:ROLLBACK|ABORT)\b(?!.*\bTO\b)/.test(text)) return "rollback";
  return null;
}

function readListenChange(words: readonly string[]): ListenChange | null {
  const verb = words[0]?.toUpperCase();
  const name = words[1];
  if ((verb !== "LISTEN" && verb !== "UNLISTEN") || name === undefined) return null;
  if (verb === "UNLISTEN" && name === "*") return { channel: null, on: false };
  const channel = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
  return { channel, on: verb === "LISTEN" };
}

/** Comments, then quoted text of each kind, then words, then single signs: what PostgreSQL's lexer tells apart. */
const TOKEN = /--[^\n]*|\/\*|'|\b[eE]'|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|"(?:[^"]|"")*"|[\w\u0080-\uffff]+|\s+|./gs;

/** The words and signs of each statement, without comments; a string constant is one token `'`. */
function statementsOf(sql: string): string[][] {
  const statements: string[][] = [];
  let words: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(sql); match !== null; match = TOKEN.exec(sql)) {
    const token = match[0];
    if (token === ";") {
      statements.push(words);
      words = [];
    } else if (isOpening(token)) {
      TOKEN.lastIndex = endOf(sql, token, TOKEN.lastIndex);
      if (token !== "/*") words.push("'");
    } else if (!/^\s|^--/.test(token)) {
      words.push(token);
    }
  }
  statements.push(words);
  return statements.filter((statement) => statement.length > 0);
}

function isOpening(token: string): boolean {
  return token === "/*" || token.endsWith("'") || (token.startsWith("$") && token.endsWith("$") && token.length > 1);
}

/** Where the constant or comment that `opening` began ends. */
function endOf(sql: string, opening: string, from: number): number {
  if (opening === "/*") return endOfComment(sql, from);
  if (opening.startsWith("$")) {
    const end = sql.indexOf(opening, from);
    return end === -1 ? sql.length : end + opening.length;
  }
  return endOfString(sql, from, opening.length > 1);
}

/** Two quotes are one inside a string; in an E'…' string a backslash takes the next character with it. */
function endOfString(sql: string, from: number, hasEscapes: boolean): number {
  for (let at = from; at < sql.length; at += 1) {
    if (hasEscapes && sql[at] === "\\") at += 1;
    else if (sql[at] === "'" && sql[at + 1] === "'") at += 1;
    else if (sql[at] === "'") return at + 1;
  }
  return sql.length;
}

/** Comments nest in PostgreSQL. */
function endOfComment(sql: string, from: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const mark = marks.exec(sql);
    if (mark === null) return sql.length;
    depth += mark[0] === "/*" ? 1 : -1;
  }
  return marks.lastIndex;
}
