// An instant to the minute or the second, always with its zone: that of the device, or UTC where the member chose so and before scripts run.
"use client";
import { useSyncExternalStore } from "react";
import { areTimesLocal, onTimesChange } from "./times";

interface InstantProps {
  /** RFC 3339 text in UTC. */
  readonly at: string;
  /** Whether the time of day may stand below the date, where there is little room. */
  readonly mayBreak?: boolean;
  /** Where rows follow each other within a minute. */
  readonly withSeconds?: boolean;
}

interface Words {
  readonly date: string;
  readonly time: string;
}

/** Pointing at it tells the same in UTC; the account's menu turns all of them to UTC, for keyboards and touch. */
export function Instant({ at, mayBreak = false, withSeconds = false }: InstantProps) {
  const isLocal = useSyncExternalStore(onTimesChange, areTimesLocal, inUtcAtFirst);
  const utc = utcWords(at, withSeconds);
  const { date, time } = isLocal ? localWords(at, withSeconds) : utc;
  return (
    <time dateTime={at} title={`${utc.date} ${utc.time}`} className={mayBreak ? "tabular-nums" : "whitespace-nowrap tabular-nums"}>
      {mayBreak ? (
        <>
          <span className="whitespace-nowrap">{date}</span> <span className="whitespace-nowrap">{time}</span>
        </>
      ) : (
        `${date} ${time}`
      )}
    </time>
  );
}

/** The server knows no device. */
function inUtcAtFirst(): boolean {
  return false;
}

function utcWords(at: string, withSeconds: boolean): Words {
  return { date: at.slice(0, 10), time: `${at.slice(11, withSeconds ? 19 : 16)} UTC` };
}

/** Of the device's own zone, in the form that everybody reads alike. */
const LOCAL = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});

function localWords(at: string, withSeconds: boolean): Words {
  const parts = new Map(LOCAL.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const time = `${part("hour")}:${part("minute")}${withSeconds ? `:${part("second")}` : ""}`;
  return { date: `${part("year")}-${part("month")}-${part("day")}`, time: `${time} ${part("timeZoneName")}` };
}
