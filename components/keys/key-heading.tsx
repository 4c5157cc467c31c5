// How a key's page begins: its name, its state, what can be done with it.
import Link from "next/link";
import type { ReactNode } from "react";
import { CONSOLE_HOME } from "@/lib/core/console-paths";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { KeyStateBadge, ShownKeyState } from "./shown-state";

interface KeyHeadingProps {
  readonly apiKey: Pick<KeyView, "name" | "description" | "state" | "pausedAt">;
  /** The buttons. */
  readonly children: ReactNode;
}

export function KeyHeading({ apiKey, children }: KeyHeadingProps) {
  const { name, description, state } = apiKey;
  return (
    <ShownKeyState apiKey={apiKey}>
      <header className="flex flex-col gap-2">
        <Link href={CONSOLE_HOME} prefetch={false} className="self-start text-ink-soft text-sm underline underline-offset-4">
          API keys
        </Link>
        <div className="flex min-w-0 flex-wrap items-center gap-3">
          <h1 className="min-w-0 break-words font-semibold text-2xl tracking-tight [overflow-wrap:anywhere] sm:text-3xl">{name}</h1>
          <KeyStateBadge state={state} />
        </div>
        {description !== "" && <p className="max-w-prose whitespace-pre-line break-words text-ink-soft leading-relaxed">{description}</p>}
        {children}
      </header>
    </ShownKeyState>
  );
}
