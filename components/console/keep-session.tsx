// Keeps the session of a member who is at work from ending for idleness.
"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

const RENEW_EVERY_MS = 60_000;

/** Each page view renews the session, at most once a minute; a tab that only stands open does not. */
export function KeepSession() {
  const path = usePathname();
  const renewedAtMs = useRef(Number.NEGATIVE_INFINITY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is a page view.
  useEffect(() => {
    const nowMs = performance.now();
    if (nowMs - renewedAtMs.current < RENEW_EVERY_MS) return;
    renewedAtMs.current = nowMs;
    // A session that is over shows itself at the next page view; there is nothing to tell here.
    fetch("/api/auth/session", { cache: "no-store" }).catch(() => {});
  }, [path]);
  return null;
}
