// A list of rows that people add to, change, move and remove; each keeps its identity while it moves.
import { useCallback, useRef, useState } from "react";

/** A row with what identifies it while the form is open. */
export interface Row<Value> {
  readonly id: number;
  readonly value: Value;
}

export interface Rows<Value> {
  readonly rows: readonly Row<Value>[];
  /** The values in their order. */
  readonly values: readonly Value[];
  readonly add: (value: Value) => void;
  readonly change: (id: number, value: Value) => void;
  readonly remove: (id: number) => void;
  /** One place up or down. */
  readonly move: (id: number, by: -1 | 1) => void;
}

/** Rows that begin as those values. Its functions stay the same, so that rows which did not change need not be drawn again. */
export function useRows<Value>(initial: readonly Value[]): Rows<Value> {
  const [rows, setRows] = useState<readonly Row<Value>[]>(() => initial.map((value, id) => ({ id, value })));
  const nextId = useRef(initial.length);
  const add = useCallback((value: Value) => {
    const id = nextId.current;
    nextId.current += 1;
    setRows((before) => [...before, { id, value }]);
  }, []);
  const change = useCallback(
    (id: number, value: Value) => setRows((before) => before.map((row) => (row.id === id ? { id, value } : row))),
    [],
  );
  const remove = useCallback((id: number) => setRows((before) => before.filter((row) => row.id !== id)), []);
  const move = useCallback(
    (id: number, by: -1 | 1) =>
      setRows((before) => {
        const from = before.findIndex((row) => row.id === id);
        const [row, other] = [before[from], before[from + by]];
        if (row === undefined || other === undefined) return before;
        return before.map((each, index) => (index === from ? other : index === from + by ? row : each));
      }),
    [],
  );
  return { rows, values: rows.map(({ value }) => value), add, change, remove, move };
}
