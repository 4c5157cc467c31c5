// The secret versions of a key: which one is current, who still calls with an old one, and when that one ends.
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { callsWords, NO_CALLS, type SecretCalls, spanWords } from "@/lib/core/keys/rotation";
import type { SecretView } from "@/lib/core/schemas/key-view";

interface SecretListProps {
  /** The oldest first. */
  readonly secrets: readonly SecretView[];
  /** By the versions' ids; those that are left out were not called. */
  readonly calls: ReadonlyMap<string, SecretCalls>;
  /** What may be done with an old secret that still counts. */
  readonly actionsOf: (secret: SecretView) => ReactNode;
}

const STATES: Readonly<Record<SecretView["state"], { readonly label: string; readonly tone: Tone }>> = {
  current: { label: "Current", tone: "good" },
  retiring: { label: "Old, still good", tone: "warn" },
  ended: { label: "Ended", tone: "quiet" },
};

/** Older ones are in the audit. */
const MOST_ENDED = 5;

export function SecretList({ secrets, calls, actionsOf }: SecretListProps) {
  const ended = secrets.filter(({ state }) => state === "ended").slice(-MOST_ENDED);
  const shown = [...ended, ...secrets.filter(({ state }) => state !== "ended")].reverse();
  return (
    <Card>
      <ul className="divide-y divide-line">
        {shown.map((secret) => (
          <li key={secret.id} className="flex min-w-0 flex-col gap-2 py-4 text-sm leading-relaxed first:pt-0 last:pb-0">
            <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
              <span className="break-all font-mono text-[0.8125rem]">{secret.preview}</span>
              <Badge tone={STATES[secret.state].tone}>{STATES[secret.state].label}</Badge>
            </div>
            <SecretFacts secret={secret} />
            {secret.state === "retiring" && (
              <>
                <p>{callsWords(calls.get(secret.id) ?? NO_CALLS)}</p>
                {actionsOf(secret)}
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SecretFacts({ secret }: { readonly secret: SecretView }) {
  const { origin, createdAt, firstUsedAt, lastUsedAt, lastUsedFrom } = secret;
  return (
    <p className="text-ink-soft">
      {origin === "given" ? "Typed" : "Made"} <Instant at={createdAt} />.{" "}
      {firstUsedAt === null || lastUsedAt === null ? (
        "Never used."
      ) : (
        <>
          First used <Instant at={firstUsedAt} />, last used <Instant at={lastUsedAt} />
          {lastUsedFrom !== null && ` from ${lastUsedFrom}`}.
        </>
      )}
      <SecretEnd secret={secret} />
    </p>
  );
}

function SecretEnd({ secret: { state, retiresAt, silentSeconds } }: { readonly secret: SecretView }) {
  if (retiresAt === null) return null;
  return (
    <>
      {" "}
      {state === "ended" ? "Ended" : "Ends"} <Instant at={retiresAt} />
      {state === "retiring" && silentSeconds !== null && `, or once it was not used for ${spanWords(silentSeconds)}`}.
    </>
  );
}
