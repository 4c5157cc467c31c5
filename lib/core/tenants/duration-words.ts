// How long something lasts, in the largest units that say it exactly.

const UNITS = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** 90 → "1 minute 30 seconds". For 1 second and more. */
export function durationWords(seconds: number): string {
  const parts: string[] = [];
  let left = seconds;
  for (const [size, name] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${count === 1 ? name : `${name}s`}`);
  }
  return parts.join(" ");
}
