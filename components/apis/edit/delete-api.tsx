// Takes an API away, after a question.
"use client";
import { Trash2 } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import type { SendApiForm } from "./use-api-form";

/** Loaded when it is first asked for. */
const DeleteApiDialog = lazy(async () => ({ default: (await import("./delete-api-dialog")).DeleteApiDialog }));

export interface DeleteApiProps {
  readonly api: Pick<EditedApi, "slug" | "name" | "isBuiltIn" | "keys" | "endpoints" | "plans">;
  readonly remove: SendApiForm;
}

export function DeleteApi({ api, remove }: DeleteApiProps) {
  const [wasAsked, setAsked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  if (api.isBuiltIn) return <p className="text-ink-soft text-sm">This API is part of Keyfuse and cannot be deleted.</p>;
  const { living } = api.keys;
  if (living > 0) {
    return (
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
        It can be deleted once no key opens it any more.{" "}
        <Link href={`/keys?api=${api.slug}`} prefetch={false} className="text-accent underline underline-offset-4">
          {living === 1 ? "1 key" : `${living} keys`}
        </Link>{" "}
        {living === 1 ? "is" : "are"} neither revoked nor expired.
      </p>
    );
  }
  const ask = () => {
    setAsked(true);
    setAsking(true);
  };
  return (
    <div>
      <Button look="danger" onClick={ask}>
        <Trash2 aria-hidden="true" />
        Delete this API
      </Button>
      {wasAsked && (
        <Suspense fallback={null}>
          <DeleteApiDialog api={api} remove={remove} isOpen={isAsking} onOpenChange={setAsking} />
        </Suspense>
      )}
    </div>
  );
}
