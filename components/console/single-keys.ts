// Whether single keys are shortcuts, as this browser remembers it: each browser has its own voice input and its own habits.

const STORED_AS = "keyfuse-single-keys";
const OFF = "off";

/** On unless it was switched off here; where nothing can be remembered, on. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(STORED_AS) !== OFF;
  } catch {
    return true;
  }
}

/** Remembers it; false = this browser remembers nothing. */
export function switchSingleKeys(isOn: boolean): boolean {
  try {
    if (isOn) localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, OFF);
    return true;
  } catch {
    return false;
  }
}
