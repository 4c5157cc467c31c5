// The form that signs a member in.
"use client";
import { type FormEvent, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { sendSignIn } from "./send-sign-in";

export function LoginForm({ returnTo }: { readonly returnTo: string }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    const refusal = await sendSignIn(email, password);
    if (refusal === null) {
      // A whole page load: nothing that was kept from before the sign-in is shown after it.
      window.location.assign(returnTo);
      return;
    }
    setPending(false);
    setPassword("");
    setProblem(refusal);
  };

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <TextField name="email" type="email" label="E-mail address" autoComplete="username" required value={email} onValueChange={setEmail} />
      <TextField
        name="password"
        type="password"
        label="Password"
        autoComplete="current-password"
        required
        value={password}
        onValueChange={setPassword}
      />
      <Button type="submit" look="main" disabled={isPending}>
        {isPending ? "Signing in …" : "Sign in"}
      </Button>
    </form>
  );
}
