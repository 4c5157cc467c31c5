// Whose tokens an API takes: issuers whose keys are fetched, and keys that are given.
"use client";
import { Plus } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import { FormFrame } from "./form-frame";
import { type IssuerDraft, issuerDraft, issuerOf, NEW_ISSUER } from "./issuer-draft";
import { IssuerFields } from "./issuer-fields";
import { type TrustedKeyDraft, TrustedKeyRows, trustedKeyOf } from "./trusted-key-rows";
import { type ApiFormState, type SendApiForm, useApiForm } from "./use-api-form";
import { type Rows, useRows } from "./use-rows";

interface TrustFormProps {
  readonly api: EditedApi;
  readonly save: SendApiForm;
}

function keptKeys({ secretNames }: EditedApi): TrustedKeyDraft[] {
  return secretNames.trustedKeys.map(({ kid, alg, issuer }) => ({ kid, alg, issuer: issuer ?? "", jwk: null }));
}

export function TrustForm({ api, save }: TrustFormProps) {
  const form = useApiForm(save);
  const issuers = useRows(api.issuers.map(issuerDraft));
  const keys = useRows(keptKeys(api));
  const isOfEntry =
    issuers.rows.some((_row, index) => form.hasProblem(`issuers[${index}]`)) ||
    keys.rows.some((_row, index) => form.hasProblem(`trustedKeys[${index}]`));
  return (
    <FormFrame
      form={form}
      fields={["issuers", "trustedKeys"]}
      submitLabel="Save whom it trusts"
      pendingLabel="Saving …"
      onSubmit={() => form.send({ issuers: issuers.values.map(issuerOf), trustedKeys: keys.values.map(trustedKeyOf) })}
    >
      {!isOfEntry &&
        ["issuers", "trustedKeys"].map(
          (list) =>
            form.hasProblem(list) && (
              <Alert key={list} tone="bad">
                {form.listProblemOf(list)}
              </Alert>
            ),
        )}
      <Issuers issuers={issuers} form={form} />
      <section aria-labelledby="trusted-keys" className="flex flex-col gap-4">
        <div>
          <h3 id="trusted-keys" className="font-semibold">
            Keys
          </h3>
          <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
            For issuers that publish no keys. Each is pinned to one algorithm; weak ones are refused.
          </p>
        </div>
        <TrustedKeyRows keys={keys} problemOf={form.problemOf} noteEdit={form.noteEdit} />
      </section>
    </FormFrame>
  );
}

interface IssuersProps {
  readonly issuers: Rows<IssuerDraft>;
  readonly form: Pick<ApiFormState, "problemOf" | "noteEdit">;
}

function Issuers({ issuers, form }: IssuersProps) {
  return (
    <section aria-labelledby="issuers" className="flex flex-col gap-4">
      <div>
        <h3 id="issuers" className="font-semibold">
          Issuers
        </h3>
        <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
          Tokens of your identity provider open this API beside its keys. Its keys are fetched and renewed by themselves.
        </p>
      </div>
      <ul className="flex flex-col gap-4">
        {issuers.rows.map(({ id, value }, index) => (
          <li key={id}>
            <Card className="flex min-w-0 flex-col gap-4">
              <div className="flex flex-wrap items-start justify-between gap-3">
                <h4 className="min-w-0 break-all font-medium text-sm">{value.issuer || "New issuer"}</h4>
                <Button
                  aria-label={`Remove the issuer ${value.issuer || "that is new"}`}
                  onClick={() => {
                    issuers.remove(id);
                    form.noteEdit("issuers");
                  }}
                >
                  Remove
                </Button>
              </div>
              <IssuerFields
                draft={value}
                place={`issuers[${index}]`}
                problemOf={form.problemOf}
                onChange={(draft, field) => {
                  issuers.change(id, draft);
                  form.noteEdit(`issuers[${index}].${field}`, ...(field === "issuer" ? [`issuers[${index}]`] : []));
                }}
              />
            </Card>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => issuers.add(NEW_ISSUER)}>
          <Plus aria-hidden="true" />
          Add an issuer
        </Button>
      </div>
    </section>
  );
}
