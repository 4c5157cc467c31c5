// The name, the dialect and the upstream of an API.
"use client";
import Link from "next/link";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { TextField } from "@/components/ui/text-field";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import { leadsElsewhere } from "@/lib/core/apis/upstream-origin";
import { DialectChoice, type DialectOption, OWN_DIALECT } from "./dialect-choice";
import { FormFrame } from "./form-frame";
import { type HeaderDraft, HeaderRows, headersOf } from "./header-rows";
import { UpstreamFields, upstreamDraft, upstreamOf } from "./upstream-fields";
import { type SendApiForm, useApiForm } from "./use-api-form";
import { useRows } from "./use-rows";

interface GeneralFormProps {
  readonly api: EditedApi;
  readonly dialects: readonly DialectOption[];
  readonly save: SendApiForm;
}

export function GeneralForm({ api, dialects, save }: GeneralFormProps) {
  const form = useApiForm(save);
  const before = api.isCustom ? OWN_DIALECT : api.dialect.name;
  const [name, setName] = useState(api.name);
  const [dialect, setDialect] = useState(before);
  const [upstream, setUpstream] = useState(upstreamDraft(api.upstream));
  const headers = useRows<HeaderDraft>(api.secretNames.upstreamHeaders.map((header) => ({ name: header, value: "", isNew: false })));
  const losesHeaders = api.secretNames.upstreamHeaders.length > 0 && leadsElsewhere(api.upstream, upstreamOf(upstream));
  const submit = () =>
    form.send({
      name,
      ...(api.isBuiltIn ? {} : { upstream: upstreamOf(upstream), dialect: dialect || undefined }),
      ...(losesHeaders ? { upstreamHeaders: headersOf(headers.values) } : {}),
    });
  return (
    <FormFrame
      form={form}
      fields={["name", "dialect", "upstream", "upstreamHeaders"]}
      submitLabel="Save"
      pendingLabel="Saving …"
      onSubmit={submit}
      warning={dialect !== before && <DialectWarning leavesOwn={api.isCustom} livingKeys={api.keys.living} />}
    >
      <div className="flex max-w-xl flex-col gap-6">
        <TextField
          name="name"
          label="Name"
          hint="As people call it."
          autoComplete="off"
          maxLength={200}
          value={name}
          onValueChange={(value) => {
            setName(value);
            form.noteEdit("name");
          }}
          problem={form.problemOf("name")}
        />
        <FixedSlug slug={api.slug} />
        {api.isBuiltIn ? (
          <p className="text-ink-soft text-sm leading-relaxed">
            Keyfuse itself answers for this API, in the dialect {api.dialect.title}: it has no upstream, and its endpoints are built in.
          </p>
        ) : (
          <>
            <DialectChoice
              options={dialects}
              own={api.isCustom ? api.dialect.title : null}
              value={dialect}
              onValueChange={(chosen) => {
                setDialect(chosen);
                form.noteEdit("dialect");
              }}
              hint={
                <>
                  Where a key stands in a request, and how a refusal reads.{" "}
                  <Link href={`/apis/${api.slug}/dialect`} prefetch={false} className="text-accent underline underline-offset-4">
                    Edit the dialect
                  </Link>{" "}
                  to word it yourself.
                </>
              }
              problem={form.problemOf("dialect")}
            />
            <UpstreamFields
              draft={upstream}
              onChange={(draft) => {
                setUpstream(draft);
                form.noteEdit("upstream");
              }}
              problem={form.problemOf("upstream")}
            />
            {losesHeaders && (
              <HeaderRows
                headers={headers}
                hint="This is another server: it is not given the values that were typed for the one before. Type them again, or remove them."
                problem={form.problemOf("upstreamHeaders")}
                noteEdit={form.noteEdit}
              />
            )}
          </>
        )}
      </div>
    </FormFrame>
  );
}

function FixedSlug({ slug }: { readonly slug: string }) {
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <p className="font-medium">Short name</p>
      <p className="font-mono">{slug}</p>
      <p className="text-ink-soft">It stays: clients call this API under it, and keys, usage and bootstrap files name it.</p>
    </div>
  );
}

function DialectWarning({ leavesOwn, livingKeys }: { readonly leavesOwn: boolean; readonly livingKeys: number }) {
  return (
    <Alert tone="warn">
      Clients of this API will have to send their keys as the new dialect says, and read its refusals, from the moment you save.
      {livingKeys > 0 && ` ${livingKeys === 1 ? "The key that opens it stays" : `The ${livingKeys} keys that open it stay`} as they are.`}
      {leavesOwn && " What you worded in this API's own dialect is lost."}
    </Alert>
  );
}
