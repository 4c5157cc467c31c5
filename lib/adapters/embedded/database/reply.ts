// What a reply of the engine holds: frames for the connection that asked, notifications for whoever listens, and the state it leaves.
import type { TransactionStatus } from "./server-frames";
import { FRAME, framesOf, joinBytes, readText } from "./wire-frames";

export interface Notification {
  channel: string;
  frame: Uint8Array;
}

export interface Reply {
  /** The reply without its notifications. */
  bytes: Uint8Array;
  notifications: readonly Notification[];
  /** Null while the batch has not been ended by Sync. */
  status: TransactionStatus | null;
  /** Did any statement fail, or was the transaction rolled back? */
  isUndone: boolean;
}

const decoder = new TextDecoder();

/** Reads a whole reply. */
export function readReply(reply: Uint8Array): Reply {
  const kept: Uint8Array[] = [];
  const notifications: Notification[] = [];
  let status: TransactionStatus | null = null;
  let isUndone = false;
  let keptFrom = 0;
  let at = 0;
  for (const frame of framesOf(reply)) {
    const end = at + frame.length;
    if (frame[0] === FRAME.notification) {
      kept.push(reply.subarray(keptFrom, at));
      notifications.push({ channel: readText(frame, 9).text, frame });
      keptFrom = end;
    } else if (frame[0] === FRAME.readyForQuery) status = statusOf(frame);
    else if (frame[0] === FRAME.errorResponse) isUndone = true;
    else if (frame[0] === FRAME.commandComplete) isUndone ||= isRollback(frame);
    at = end;
  }
  kept.push(reply.subarray(keptFrom));
  return { bytes: notifications.length === 0 ? reply : joinBytes(kept), notifications, status, isUndone };
}

function statusOf(frame: Uint8Array): TransactionStatus {
  const letter = String.fromCharCode(frame[5] ?? 0);
  if (letter === "I" || letter === "T" || letter === "E") return letter;
  throw new Error(`the engine reported the transaction status ${JSON.stringify(letter)}`);
}

function isRollback(frame: Uint8Array): boolean {
  return frame.length === 14 && decoder.decode(frame.subarray(5, 13)) === "ROLLBACK";
}
