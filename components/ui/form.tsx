// A form that the page's own code sends; what is sent before that code listens waits for it.
"use client";
import { type ComponentProps, useEffect, useImperativeHandle, useRef } from "react";
import { HELD } from "./held-submits";

/** Its fields stand in no address, also if the browser alone sends them. */
export function Form({ ref, children, ...rest }: Omit<ComponentProps<"form">, "method" | "action">) {
  const form = useRef<HTMLFormElement>(null);
  useImperativeHandle(ref, () => form.current as HTMLFormElement);
  useEffect(() => {
    const wasSent = form.current?.getAttribute(HELD) === "sent";
    form.current?.removeAttribute(HELD);
    if (!wasSent) return;
    // Fields hand over what was typed before in a render that is yet to come.
    const timer = setTimeout(() => form.current?.requestSubmit());
    return () => clearTimeout(timer);
  }, []);
  return (
    <form ref={form} method="post" data-held="" suppressHydrationWarning {...rest}>
      {children}
    </form>
  );
}
