// Figures of usage in words: the same for everybody, wherever they are shown.
import type { LatencyView, UsagePoint, UsageTotals } from "@/lib/core/schemas/usage-view";

/** Digits in groups of three. */
export function countText(count: number): string {
  return count.toLocaleString("en-GB");
}

/** At most four characters for a scale: 950, 1.2k, 34k, 5M. */
export function shortCount(count: number): string {
  const [divisor, sign] = count >= 999_500_000 ? [1e9, "G"] : count >= 999_500 ? [1e6, "M"] : count >= 1000 ? [1e3, "k"] : [1, ""];
  const scaled = count / divisor;
  return `${scaled < 10 && divisor > 1 ? Math.round(scaled * 10) / 10 : Math.round(scaled)}${sign}`;
}

/** The upper bound that a latency stays under: "≤ 20 ms", "> 30 s"; a dash where nothing finished. */
export function latencyText(bound: LatencyView["p50"]): string {
  if (bound === null) return "–";
  if (!Number.isFinite(bound)) return "> 30 s";
  return bound < 1000 ? `≤ ${bound} ms` : `≤ ${bound / 1000} s`;
}

const BYTE_UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"] as const;

/** In decimal units, to three digits. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${BYTE_UNITS[power]}`;
}

const SPANS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/** The two largest units of a span of whole seconds: "2 d 3 h", "1 h", "12 s". */
export function spanText(seconds: number): string {
  const first = SPANS.findIndex(([size]) => seconds >= size);
  if (first < 0) return "0 s";
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, unit] of SPANS.slice(first, first + 2)) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) parts.push(`${whole} ${unit}`);
  }
  return parts.join(" ");
}

/** Every outcome with its count. */
export function totalsText({ accepted, limited, denied }: UsageTotals): string {
  return `${countText(accepted)} accepted, ${countText(limited)} limited, ${countText(denied)} denied`;
}

/** The sums of points. */
export function sumPoints(points: readonly UsagePoint[]): UsageTotals {
  const sums = { accepted: 0, limited: 0, denied: 0 };
  for (const { accepted, limited, denied } of points) {
    sums.accepted += accepted;
    sums.limited += limited;
    sums.denied += denied;
  }
  return sums;
}

/** What a sparkline says, part by part; limited and denied are refusals there. */
export function sparklineParts({ accepted, limited, denied }: UsageTotals): string[] {
  if (accepted + limited + denied === 0) return ["No requests"];
  return [`${countText(accepted)} accepted,`, `${countText(limited + denied)} refused`];
}

/** A part of a whole in percent; a part that is there is never 0 %, a part that lacks something never 100 %. */
export function shareText(part: number, whole: number): string {
  if (part <= 0 || whole <= 0) return "0 %";
  const percent = (part / whole) * 100;
  if (percent < 0.1) return "< 0.1 %";
  if (part < whole && percent > 99.9) return "> 99.9 %";
  return `${Number(percent.toFixed(percent < 10 || percent > 99 ? 1 : 0))} %`;
}
