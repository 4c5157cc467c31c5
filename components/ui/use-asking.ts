// A dialog that is loaded when it is first asked for, and stays for its next time.
"use client";
import { useState } from "react";

/** `isLoaded`: it was asked for once, so it stands on the page. */
export function useAsking() {
  const [isLoaded, setLoaded] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const ask = () => {
    setLoaded(true);
    setAsking(true);
  };
  return { isLoaded, isAsking, setAsking, ask };
}
