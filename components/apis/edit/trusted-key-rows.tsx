// Keys that an API trusts by themselves: those that are there, by name, and new ones.
"use client";
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { PUBLIC_ALGORITHMS } from "@/lib/core/tokens/public-algorithms";
import type { Rows } from "./use-rows";

/** A key that stays as it is, or one that is typed. */
export interface TrustedKeyDraft {
  readonly kid: string;
  readonly alg: string;
  readonly issuer: string;
  /** As JSON; null = a key that is there already and is never shown. */
  readonly jwk: string | null;
}

export const NEW_TRUSTED_KEY: TrustedKeyDraft = { kid: "", alg: "RS256", issuer: "", jwk: "" };

/** As it is sent. What is no JSON goes as it is, and is refused. */
export function trustedKeyOf({ kid, alg, issuer, jwk }: TrustedKeyDraft): unknown {
  if (jwk === null) return { kid, issuer: issuer || null, isKept: true };
  return { kid: kid.trim(), alg, publicJwk: parsed(jwk), ...(issuer.trim() === "" ? {} : { issuer: issuer.trim() }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface TrustedKeyRowsProps {
  readonly keys: Rows<TrustedKeyDraft>;
  readonly problemOf: (place: string) => string | null;
  readonly noteEdit: (...places: readonly string[]) => void;
}

export function TrustedKeyRows({ keys, problemOf, noteEdit }: TrustedKeyRowsProps) {
  return (
    <div className="flex flex-col gap-4">
      {keys.rows.length > 0 && (
        <ul className="flex flex-col gap-4">
          {keys.rows.map(({ id, value }, index) => (
            <li key={id}>
              <Card className="flex min-w-0 flex-col gap-4">
                <div className="flex flex-wrap items-start justify-between gap-3">
                  <p className="min-w-0 break-all text-sm">
                    <span className="font-medium font-mono">{value.kid || "New key"}</span>
                    <span className="block text-ink-soft">
                      {value.alg}
                      {value.jwk === null && (value.issuer === "" ? ", for the dialect's issuer" : `, for ${value.issuer}`)}
                    </span>
                  </p>
                  <Button
                    aria-label={`Remove the key ${value.kid || "that is new"}`}
                    onClick={() => {
                      keys.remove(id);
                      noteEdit("trustedKeys");
                    }}
                  >
                    Remove
                  </Button>
                </div>
                {value.jwk === null && problemOf(`trustedKeys[${index}]`) !== null && (
                  <p className="font-medium text-bad text-sm">{problemOf(`trustedKeys[${index}]`)}</p>
                )}
                {value.jwk !== null && (
                  <KeyFields
                    draft={value}
                    place={`trustedKeys[${index}]`}
                    problemOf={problemOf}
                    onChange={(draft, field) => {
                      keys.change(id, draft);
                      noteEdit(`trustedKeys[${index}].${field}`);
                    }}
                  />
                )}
              </Card>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button onClick={() => keys.add(NEW_TRUSTED_KEY)}>
          <Plus aria-hidden="true" />
          Add a key
        </Button>
      </div>
    </div>
  );
}

interface KeyFieldsProps {
  readonly draft: TrustedKeyDraft;
  readonly place: string;
  readonly problemOf: (place: string) => string | null;
  readonly onChange: (draft: TrustedKeyDraft, field: string) => void;
}

function KeyFields({ draft, place, problemOf, onChange }: KeyFieldsProps) {
  return (
    <div className="grid min-w-0 gap-4 sm:grid-cols-2">
      <TextField
        name={`${place}.kid`}
        label="Key id (kid)"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={draft.kid}
        onValueChange={(kid) => onChange({ ...draft, kid }, "kid")}
        problem={problemOf(`${place}.kid`)}
      />
      <SelectField
        name={`${place}.alg`}
        label="Algorithm"
        value={draft.alg}
        options={[...PUBLIC_ALGORITHMS, "HS256"].map((name) => ({ value: name, label: name === "HS256" ? "HS256 (a shared key)" : name }))}
        onValueChange={(alg) => onChange({ ...draft, alg }, "alg")}
        problem={problemOf(`${place}.alg`)}
      />
      <TextField
        name={`${place}.issuer`}
        label="Issuer"
        hint="What its tokens say in iss. Empty: the dialect's issuer."
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        className="sm:col-span-2"
        value={draft.issuer}
        onValueChange={(issuer) => onChange({ ...draft, issuer }, "issuer")}
        problem={problemOf(`${place}.issuer`)}
      />
      <TextAreaField
        name={`${place}.publicJwk`}
        label="The key as a JWK"
        hint="JSON, such as {&quot;kty&quot;: &quot;RSA&quot;, &quot;n&quot;: …, &quot;e&quot;: …}. Kept encrypted, never shown again."
        rows={4}
        autoComplete="off"
        spellCheck={false}
        className="sm:col-span-2 [&_textarea]:font-mono [&_textarea]:text-[0.8125rem]"
        value={draft.jwk ?? ""}
        onValueChange={(jwk) => onChange({ ...draft, jwk }, "publicJwk")}
        problem={problemOf(`${place}.publicJwk`)}
      />
    </div>
  );
}
