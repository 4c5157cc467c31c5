// The messages that the socket server writes itself, beside those it copies from the engine.
import { FRAME, type Frame, frame, int32Field, textField } from "./wire-frames";

/** What a ReadyForQuery says: idle, in a transaction, or in a failed one. */
export type TransactionStatus = "I" | "T" | "E";

/** Reported once per connection, as PostgreSQL does after authentication. */
export function greetingFrames(processId: number, secret: number, parameters: ReadonlyMap<string, string>): Frame[] {
  const statuses = [...parameters].map(([name, value]) => frame(0x53, textField(name), textField(value)));
  return [frame(0x52, int32Field(0)), ...statuses, frame(0x4b, int32Field(processId), int32Field(secret)), readyForQuery("I")];
}

/** The end of a reply. */
export function readyForQuery(status: TransactionStatus): Frame {
  return frame(FRAME.readyForQuery, new TextEncoder().encode(status));
}

/** A refusal with its SQLSTATE; `FATAL` announces that the connection closes. */
export function errorResponse(severity: "ERROR" | "FATAL", code: string, message: string): Frame {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${message}`].map(textField);
  return frame(FRAME.errorResponse, ...fields, new Uint8Array(1));
}

/** Answers a client that asks for a newer minor version or for protocol options: 3.0 and none. */
export function negotiateProtocolVersion(options: readonly string[]): Frame {
  return frame(0x76, int32Field(3 << 16), int32Field(options.length), ...options.map(textField));
}

/** A simple query. */
export function queryFrame(sql: string): Frame {
  return frame(FRAME.query, textField(sql));
}

/** Parse of the unnamed or a named statement without parameter types. */
export function parseFrame(name: string, sql: string): Frame {
  return frame(FRAME.parse, textField(name), textField(sql), new Uint8Array(2));
}

/** Close of a prepared statement. */
export function closeStatementFrame(name: string): Frame {
  return frame(FRAME.close, new TextEncoder().encode("S"), textField(name));
}

/** The end of a batch. */
export const SYNC_FRAME: Frame = frame(FRAME.sync);
