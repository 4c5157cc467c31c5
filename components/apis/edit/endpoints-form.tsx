// The endpoints of an API: what can be called, and what a key needs for it.
"use client";
import { FileUp, Plus } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Button, buttonClasses } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import { lostGrants } from "@/lib/core/apis/lost-grants";
import { endpointDraft, endpointOf, NEW_ENDPOINT } from "./endpoint-draft";
import { EndpointRow } from "./endpoint-row";
import { FormFrame } from "./form-frame";
import { LostGrantsAlert } from "./lost-grants-alert";
import { type SendApiForm, useApiForm } from "./use-api-form";
import { useRows } from "./use-rows";

interface EndpointsFormProps {
  readonly api: EditedApi;
  readonly save: SendApiForm;
}

export function EndpointsForm({ api, save }: EndpointsFormProps) {
  const form = useApiForm(save);
  const { rows, values, ...handlers } = useRows(api.endpoints.map(endpointDraft));
  const heading = useId();
  const lost = lostGrants(api.keys.onTemplate, api.endpoints, values);
  return (
    <FormFrame
      form={form}
      fields={["endpoints"]}
      submitLabel="Save the endpoints"
      pendingLabel="Saving …"
      onSubmit={() => form.send({ endpoints: values.map(endpointOf) })}
      warning={
        <>
          <LostGrantsAlert slug={api.slug} lost={lost} />
          {rows.length === 0 && <Alert tone="warn">With no endpoint registered, every path is open to any valid key of this API.</Alert>}
        </>
      }
    >
      {form.problemOf("endpoints") !== null && rows.every((_row, index) => !form.hasProblem(`endpoints[${index}]`)) && (
        <Alert tone="bad">{form.problemOf("endpoints")}</Alert>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 id={heading} className="font-medium text-sm">
          {rows.length === 1 ? "1 endpoint" : `${rows.length} endpoints`}
        </h3>
        <div className="flex flex-wrap gap-3">
          <Link href={`/apis/${api.slug}/import`} prefetch={false} className={buttonClasses()}>
            <FileUp aria-hidden="true" />
            Import from OpenAPI
          </Link>
          <Button data-adds="" onClick={() => handlers.add(NEW_ENDPOINT)}>
            <Plus aria-hidden="true" />
            Add an endpoint
          </Button>
        </div>
      </div>
      {rows.length > 0 && (
        <Card>
          <ol aria-labelledby={heading} className="divide-y divide-line">
            {rows.map(({ id, value }, index) => (
              <EndpointRow
                key={id}
                id={id}
                draft={value}
                place={`endpoints[${index}]`}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
                permissions={api.dialect.permissions}
                hasProblem={form.hasProblem(`endpoints[${index}]`)}
                problemOf={form.problemOf}
                rows={handlers}
                noteEdit={form.noteEdit}
              />
            ))}
          </ol>
        </Card>
      )}
    </FormFrame>
  );
}
