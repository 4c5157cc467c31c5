// The secret of a key whose API lets people choose it: a random one stands ready.
"use client";
import { useEffect } from "react";
import type { PartProps } from "@/components/keys/scope/field-props";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { isWeakSecret, judgeGivenSecret } from "@/lib/core/secrets/given-secret";
import { type KeyShape, mintSecret } from "@/lib/core/secrets/key-shape";

interface SecretFieldProps extends Pick<PartProps, "draft" | "change" | "problemOf"> {
  readonly shape: KeyShape;
}

/** The random value is drawn in the browser: no page carries one. */
export function SecretField({ shape, draft, change, problemOf }: SecretFieldProps) {
  const draw = () => change({ secret: mintSecret(shape, (count) => crypto.getRandomValues(new Uint8Array(count))).reveal() }, "secret");
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn once, when the field appears.
  useEffect(() => {
    if (draft.secret === "") draw();
  }, []);
  const flaw = draft.secret === "" ? null : judgeGivenSecret(draft.secret);
  const isWeak = draft.secret !== "" && flaw === null && isWeakSecret(draft.secret);
  return (
    <div className="flex flex-col gap-3">
      <TextField
        name="secret"
        label="Secret"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="[&_input]:font-mono [&_input]:text-sm"
        value={draft.secret}
        onValueChange={(secret) => change({ secret }, "secret")}
        problem={problemOf("secret")}
        hint={
          <span aria-live="polite" className={isWeak || flaw !== null ? "font-medium text-warn" : undefined}>
            {flaw ?? (isWeak ? "Easy to guess: whoever tries common values may find it." : "A random value. You may type one of your own.")}
          </span>
        }
      />
      <Button onClick={draw} className="self-start">
        Draw a new random value
      </Button>
    </div>
  );
}
