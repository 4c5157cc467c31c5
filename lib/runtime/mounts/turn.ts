// The end of an event-loop turn: where the answers that came about in it are sent, all together.

let due: (() => void)[] = [];

/**
 * Runs `send` when everything that arrived in this turn has been read and decided, after those that were given before it. Sending while
 * others still wait to be read costs each of them a switch to the receiving process and back: a third of all that a small answer costs.
 * What must precede every answer of a turn (a journal's one write) has its place here, too. `send` does not throw.
 */
export function atTurnEnd(send: () => void): void {
  if (due.push(send) === 1) setImmediate(sendDue);
}

function sendDue(): void {
  const sends = due;
  due = [];
  for (const send of sends) send();
}
