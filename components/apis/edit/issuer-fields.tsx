// The fields of one trusted issuer.
"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { PUBLIC_ALGORITHMS } from "@/lib/core/tokens/public-algorithms";
import type { IssuerDraft } from "./issuer-draft";

interface IssuerFieldsProps {
  readonly draft: IssuerDraft;
  readonly place: string;
  readonly problemOf: (place: string) => string | null;
  readonly onChange: (draft: IssuerDraft, field: keyof IssuerDraft) => void;
}

type TextName = Exclude<keyof IssuerDraft, "algorithms" | "permissions">;

const TEXTS: readonly { readonly name: TextName; readonly label: string; readonly hint: string }[] = [
  { name: "issuer", label: "Issuer", hint: "What tokens say in iss, letter for letter." },
  { name: "jwksUrl", label: "Address of its keys", hint: "An https URL. Empty: where the issuer's own documents say." },
  {
    name: "audience",
    label: "Audience",
    hint: "What tokens must be for. Without one, a token that was made for another service counts here, too.",
  },
  { name: "permissionsClaim", label: "Claim with the permissions", hint: "By its path with dots. Empty: the dialect's." },
  { name: "tenantClaim", label: "Claim with the tenant", hint: "Holds the tenant's id. Empty: its tokens are of no tenant." },
  { name: "subjectClaim", label: "Claim with the subject", hint: "Who the token is about; usually sub." },
];

export function IssuerFields({ draft, place, problemOf, onChange }: IssuerFieldsProps) {
  // That it is named twice is a problem of the issuer as a whole.
  const isOfPart = [...TEXTS.map(({ name }) => name), "algorithms", "permissions"].some((part) => problemOf(`${place}.${part}`) !== null);
  const wholeProblem = isOfPart ? null : problemOf(place);
  return (
    <div className="grid min-w-0 gap-4 sm:grid-cols-2">
      {TEXTS.map(({ name, label, hint }) => (
        <TextField
          key={name}
          name={`${place}.${name}`}
          label={label}
          hint={hint}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          value={draft[name]}
          onValueChange={(value) => onChange({ ...draft, [name]: value }, name)}
          problem={problemOf(`${place}.${name}`) ?? (name === "issuer" ? wholeProblem : null)}
        />
      ))}
      <FieldGroup legend="Algorithms" problem={problemOf(`${place}.algorithms`)} className="sm:col-span-2">
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {PUBLIC_ALGORITHMS.map((algorithm) => (
            <Checkbox
              key={algorithm}
              name={`${place}.${algorithm}`}
              label={algorithm}
              isChecked={draft.algorithms.includes(algorithm)}
              onCheckedChange={(isChecked) => {
                const algorithms = PUBLIC_ALGORITHMS.filter((each) => (each === algorithm ? isChecked : draft.algorithms.includes(each)));
                onChange({ ...draft, algorithms }, "algorithms");
              }}
            />
          ))}
        </div>
      </FieldGroup>
      <TextAreaField
        name={`${place}.permissions`}
        label="What its permissions allow here"
        hint="A line for each of its names, such as: orders.view = read. Empty: its names are ours."
        spellCheck={false}
        className="sm:col-span-2"
        value={draft.permissions}
        onValueChange={(permissions) => onChange({ ...draft, permissions }, "permissions")}
        problem={problemOf(`${place}.permissions`)}
      />
    </div>
  );
}
