// The form that makes a user, or changes how one is called and reached.
"use client";
import { SentForm } from "@/components/tenants/sent-form";
import { useFields } from "@/components/tenants/use-fields";
import { TextField } from "@/components/ui/text-field";
import { type SendForm, useFormCall } from "@/components/ui/use-form-call";

/** What stands in the fields at first. */
export interface UserFields {
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

interface UserFormProps {
  /** null = the user is to be made, and may get a password. */
  readonly before: UserFields | null;
  readonly backPath: string;
  readonly action: SendForm;
}

const NOTHING: UserFields = { email: "", username: "", firstName: "", lastName: "" };

export function UserForm({ before, backPath, action }: UserFormProps) {
  const sending = useFormCall(action);
  const { field } = useFields({ ...(before ?? NOTHING), password: "" }, sending);
  return (
    <SentForm
      ref={sending.form}
      onSubmit={sending.submit}
      isPending={sending.isPending}
      problem={sending.problemBeside([...Object.keys(NOTHING), "password"])}
      submitLabel={before === null ? "Create the user" : "Save"}
      backPath={backPath}
    >
      <TextField
        {...field("email")}
        label="E-mail address"
        hint="An e-mail address or a username is needed; the user signs in with either."
        type="email"
        autoComplete="off"
        maxLength={255}
      />
      <TextField {...field("username")} label="Username" autoComplete="off" spellCheck={false} maxLength={255} />
      <TextField {...field("firstName")} label="First name (optional)" autoComplete="off" maxLength={255} />
      <TextField {...field("lastName")} label="Last name (optional)" autoComplete="off" maxLength={255} />
      {before === null && (
        <TextField
          {...field("password")}
          label="Password (optional)"
          hint="At least 8 characters. Left empty, the user cannot sign in until one is set."
          type="password"
          autoComplete="new-password"
        />
      )}
    </SentForm>
  );
}
