// What a reply of the engine holds: frames for the connection that asked, notifications for whoever listens, and the state it leaves.
import type { TransactionStatus } from "./server-frames";
import { FRAME, type Frame, framesOf, joinBytes, readText } from "./wire-frames";

interface Notification {
  channel: string;
  frame: Frame;
}

export interface Reply {
  /** What the client asked for: without notifications, without answers to frames it did not send. */
  bytes: Uint8Array;
  notifications: readonly Notification[];
  /** Null while the batch has not been ended by Sync. */
  status: TransactionStatus | null;
  /** Did any statement fail, or was the transaction rolled back? */
  isUndone: boolean;
  /** What the first failed statement was answered. */
  failure: string | null;
}

const decoder = new TextDecoder();

/**
 * Reads a whole reply.
 * @param hiddenParses which ParseCompletes, counted from 0, are kept from the client
 */
export function readReply(reply: Uint8Array, hiddenParses: readonly number[] = []): Reply {
  const kept: Frame[] = [];
  const notifications: Notification[] = [];
  let status: TransactionStatus | null = null;
  let isRolledBack = false;
  let failure: string | null = null;
  let parses = 0;
  let isCut = false;
  for (const frame of framesOf(reply)) {
    let isKept = true;
    if (frame[0] === FRAME.notification) {
      notifications.push(readNotification(frame));
      isKept = false;
    } else if (frame[0] === FRAME.parseComplete) {
      isKept = !hiddenParses.includes(parses);
      parses += 1;
    } else if (frame[0] === FRAME.readyForQuery) status = readStatus(frame);
    else if (frame[0] === FRAME.errorResponse) failure ??= readErrorMessage(frame);
    else isRolledBack ||= isRollback(frame);
    if (isKept) kept.push(frame);
    else isCut = true;
  }
  return { bytes: isCut ? joinBytes(kept) : reply, notifications, status, isUndone: isRolledBack || failure !== null, failure };
}

/** Five bytes of header, four of the sender's process id, channel, payload. */
function readNotification(frame: Frame): Notification {
  return { channel: readText(frame, 9).text, frame };
}

function readStatus(frame: Frame): TransactionStatus {
  const letter = String.fromCharCode(frame[5] ?? 0);
  if (letter === "I" || letter === "T" || letter === "E") return letter;
  throw new Error(`the engine reported the transaction status ${JSON.stringify(letter)}`);
}

/** Fields of one letter and a text each, ended by a zero. */
function readErrorMessage(frame: Frame): string {
  for (let at = 5; at < frame.length && frame[at] !== 0; ) {
    const { text, next } = readText(frame, at);
    if (text.startsWith("M")) return text.slice(1);
    at = next;
  }
  return "";
}

const ROLLBACK_TAG = "ROLLBACK\0";

function isRollback(frame: Frame): boolean {
  return (
    frame[0] === FRAME.commandComplete && frame.length === 5 + ROLLBACK_TAG.length && decoder.decode(frame.subarray(5)) === ROLLBACK_TAG
  );
}
