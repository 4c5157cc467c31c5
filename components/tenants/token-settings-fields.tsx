// How tokens are made, as fields of a form; an empty one leaves it to whoever decides next.
"use client";
import { FieldGroup } from "@/components/ui/field-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { FormCall } from "@/components/ui/use-form-call";
import { offeredWords } from "@/lib/core/most-offered";
import { type TokenFieldName, type TokenFields, tokenFieldName } from "@/lib/core/tenants/token-fields";
import { useFields } from "./use-fields";

/** A signing key that can be chosen. */
export interface ChoosableKey {
  readonly id: string;
  readonly name: string;
}

interface TokenSettingsFieldsProps {
  readonly before: TokenFields;
  readonly keys: readonly ChoosableKey[];
  /** Who decides where a field is empty: "the default", "the tenant's". */
  readonly otherwise: string;
  readonly sending: Pick<FormCall, "problemOf" | "noteEdit">;
}

/** The names of the fields in the form. */
export const TOKEN_FORM_FIELDS: readonly string[] = (
  ["timeToLiveInSeconds", "refreshTokenTimeToLiveInMinutes", "refreshTokenUsagePolicy", "tokenProfile", "accessTokenKeyId"] as const
).map(tokenFieldName);

const PROFILES = [
  { value: "fusionauth", label: "fusionauth" },
  { value: "rfc9068", label: "rfc9068 (typ at+jwt)" },
  { value: "fusion-ai", label: "fusion-ai (scope as a list)" },
];

const USAGES = [
  { value: "OneTimeUse", label: "Good once, then exchanged" },
  { value: "Reusable", label: "Good until it expires" },
];

export function TokenSettingsFields({ before, keys, otherwise, sending }: TokenSettingsFieldsProps) {
  const { texts, field } = useFields<TokenFieldName>(before, {
    problemOf: (name) => sending.problemOf(tokenFieldName(name as TokenFieldName)),
    noteEdit: (name) => sending.noteEdit(tokenFieldName(name as TokenFieldName)),
  });
  const named = (name: TokenFieldName) => ({ ...field(name), name: tokenFieldName(name) });
  const unset = { value: "", label: `As ${otherwise}` };
  // What is chosen stays a choice even where it is unknown, or saving would lose it unseen.
  const offered = keys.map(({ id, name }) => ({ value: id, label: name }));
  const chosen = texts.accessTokenKeyId;
  const isKnown = chosen === "" || offered.some(({ value }) => value === chosen);
  const cut = offeredWords("signing keys", keys.length);
  return (
    <FieldGroup legend="Tokens" hint={`Where a field is empty, ${otherwise} holds.`} className="gap-4">
      <TextField
        {...named("timeToLiveInSeconds")}
        label="Access tokens live, in seconds"
        hint="At most 2,592,000: 30 days. The default is 3,600: an hour."
        inputMode="numeric"
        autoComplete="off"
      />
      <TextField
        {...named("refreshTokenTimeToLiveInMinutes")}
        label="Refresh tokens live, in minutes"
        hint="The default is 43,200: 30 days."
        inputMode="numeric"
        autoComplete="off"
      />
      <SelectField {...named("refreshTokenUsagePolicy")} label="A refresh token is" options={[unset, ...USAGES]} />
      <SelectField {...named("tokenProfile")} label="Form of access tokens" options={[unset, ...PROFILES]} />
      <SelectField
        {...named("accessTokenKeyId")}
        label="Signing key"
        hint={cut && `${cut} The management API chooses others, too.`}
        options={[unset, ...offered, ...(isKnown ? [] : [{ value: chosen, label: chosen }])]}
      />
    </FieldGroup>
  );
}
