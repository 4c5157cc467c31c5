// The shell of a form on a tenant's pages: what is wrong with it as a whole, its fields, and its buttons.
"use client";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button, buttonClasses } from "@/components/ui/button";
import { Form } from "@/components/ui/form";

interface SentFormProps extends Pick<ComponentProps<"form">, "ref" | "onSubmit"> {
  readonly problem: string | null;
  readonly isPending: boolean;
  readonly submitLabel: string;
  /** The way out without a change. */
  readonly backPath: string;
  readonly children: ReactNode;
}

export function SentForm({ ref, onSubmit, problem, isPending, submitLabel, backPath, children }: SentFormProps) {
  return (
    <Form ref={ref} onSubmit={onSubmit} noValidate className="flex max-w-xl flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {children}
      <div className="flex flex-wrap gap-3 max-sm:[&>*]:w-full">
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? "Saving …" : submitLabel}
        </Button>
        <Link href={backPath} prefetch={false} className={buttonClasses()}>
          Back
        </Link>
      </div>
    </Form>
  );
}
