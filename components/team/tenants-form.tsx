// Says which tenants a member reaches.
"use client";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { useFormCall } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { ReachedTenant } from "@/lib/core/schemas/team-view";
import { type TenantsChoice, TenantsField } from "./tenants-field";

interface TenantsFormProps {
  readonly tenants: readonly ReachedTenant[];
  /** null = every one. */
  readonly confinedTo: readonly ReachedTenant[] | null;
  readonly confine: (form: FormData) => Promise<ActionState>;
}

export function TenantsForm({ tenants, confinedTo, confine }: TenantsFormProps) {
  const [choice, setChoice] = useState<TenantsChoice>({
    isConfined: confinedTo !== null,
    tenantIds: (confinedTo ?? []).map(({ id }) => id),
  });
  const [isDone, setDone] = useState(false);
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(confine, () => setDone(true));
  const problem = problemOf("");
  return (
    <Form ref={form} onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {isDone && <Alert tone="good">This holds from the member’s next request on.</Alert>}
      <TenantsField
        tenants={tenants}
        value={choice}
        onValueChange={(value) => {
          setChoice(value);
          setDone(false);
          noteEdit("tenantIds");
        }}
        problem={problemOf("tenantIds")}
      />
      <div>
        <Button type="submit" disabled={isPending}>
          {isPending ? "Saving …" : "Save the tenants"}
        </Button>
      </div>
    </Form>
  );
}
