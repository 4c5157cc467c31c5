// The form that puts an API behind this instance.
"use client";
import Link from "next/link";
import { useState } from "react";
import { buttonClasses } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { DialectChoice, type DialectOption } from "./dialect-choice";
import { FormFrame } from "./form-frame";
import { UpstreamFields, upstreamDraft, upstreamOf } from "./upstream-fields";
import { type SendApiForm, useApiForm } from "./use-api-form";
import { type WindowDraft, WindowRows, windowsOf } from "./window-rows";

interface CreateApiFormProps {
  readonly dialects: readonly DialectOption[];
  /** Where its entrance will be, without the short name. */
  readonly gatewayUrl: string;
  readonly create: SendApiForm;
}

/** What a name would be in a path. */
function slugOf(name: string): string {
  const letters = name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return letters
    .replace(/^-+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "");
}

export function CreateApiForm({ dialects, gatewayUrl, create }: CreateApiFormProps) {
  const form = useApiForm(create);
  const [name, setName] = useState("");
  const [typedSlug, setSlug] = useState<string | null>(null);
  const [dialect, setDialect] = useState("standard");
  const [upstream, setUpstream] = useState({ ...upstreamDraft(null), kind: "url" as "url" | "sample" | "none" });
  const [windows, setWindows] = useState<readonly WindowDraft[]>([]);
  const slug = typedSlug ?? slugOf(name);
  const plans = [{ name: "default", windows: windowsOf(windows) }];
  const submit = () => form.send({ name, slug, dialect, upstream: upstreamOf(upstream), plans });
  return (
    <FormFrame
      form={form}
      fields={["name", "slug", "dialect", "upstream", "plans[0].windows"]}
      submitLabel="Create the API"
      pendingLabel="Creating …"
      onSubmit={submit}
      beside={
        <Link href="/apis" prefetch={false} className={buttonClasses()}>
          Back
        </Link>
      }
    >
      <div className="flex max-w-xl flex-col gap-6">
        <NameFields
          name={name}
          slug={slug}
          gatewayUrl={gatewayUrl}
          onName={(value) => {
            setName(value);
            form.noteEdit("name", ...(typedSlug === null ? ["slug"] : []));
          }}
          onSlug={(value) => {
            setSlug(value);
            form.noteEdit("slug");
          }}
          problemOf={form.problemOf}
        />
        <DialectChoice
          options={dialects}
          own={null}
          value={dialect}
          onValueChange={(chosen) => {
            setDialect(chosen);
            form.noteEdit("dialect");
          }}
          hint={
            <>
              Where a key stands in a request, and how a refusal reads: choose what your clients speak already. You can word your own later.{" "}
              <Link href={`/guide/dialects/${dialect}`} prefetch={false} className="text-accent underline underline-offset-4">
                Read this one
              </Link>
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
        <WindowRows
          legend="Limits of each key"
          hint="All of them hold at once. Without any, nothing is limited. More plans can follow."
          drafts={windows}
          onChange={(drafts) => {
            setWindows(drafts);
            form.noteEdit("plans[0].windows");
          }}
          place="plans[0].windows"
          problemOf={form.problemOf}
        />
      </div>
    </FormFrame>
  );
}

interface NameFieldsProps {
  readonly name: string;
  readonly slug: string;
  readonly gatewayUrl: string;
  readonly onName: (name: string) => void;
  readonly onSlug: (slug: string) => void;
  readonly problemOf: (place: string) => string | null;
}

/** The short name follows the name until somebody types one. */
function NameFields({ name, slug, gatewayUrl, onName, onSlug, problemOf }: NameFieldsProps) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="As people call it."
        autoComplete="off"
        maxLength={200}
        value={name}
        onValueChange={onName}
        problem={problemOf("name")}
      />
      <TextField
        name="slug"
        label="Short name"
        hint={
          <>
            Cannot be changed later: clients call the API at{" "}
            <span className="font-mono [overflow-wrap:anywhere]">{`${gatewayUrl}/${slug || "…"}`}</span>.
          </>
        }
        autoComplete="off"
        spellCheck={false}
        maxLength={63}
        value={slug}
        onValueChange={onSlug}
        problem={problemOf("slug")}
      />
    </>
  );
}
