// In which zone this browser shows instants, as it remembers it.

const STORED_AS = "keyfuse-times";
const UTC = "utc";

const listeners = new Set<() => void>();

/** Whether instants are shown in the zone of the device; where nothing is remembered, they are. */
export function areTimesLocal(): boolean {
  try {
    return localStorage.getItem(STORED_AS) !== UTC;
  } catch {
    return true;
  }
}

/** Shows instants so from now on, on every page of this browser. Where it remembers nothing, all stays as it is. */
export function showTimes(zone: "local" | "utc"): void {
  try {
    if (zone === "local") localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, UTC);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

/** Calls back when that changes, also in another tab; answers how to stop it. */
export function onTimesChange(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
