// The form that signs a member in: address and password, then a code where there is a second factor.
"use client";
import { KeyRound } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { type SignInEnd, sendPasskey, sendSignIn } from "./send-sign-in";

interface LoginFormProps {
  readonly returnTo: string;
  /** What the browser is to ask for a passkey; null = this was not asked by a page of ours. */
  readonly askForPasskey: () => Promise<object | null>;
}

export function LoginForm({ returnTo, askForPasskey }: LoginFormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asksForCode, setAsksForCode] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asksForCode && !isPending) codeField.current?.focus();
  }, [asksForCode, isPending]);

  const conclude = (end: SignInEnd) => {
    if (end.kind === "signed-in") {
      // A whole page load: nothing that was kept from before the sign-in is shown after it.
      window.location.assign(returnTo);
      return;
    }
    setPending(false);
    setProblem(end.problem);
    if (end.kind === "refused") return;
    setCode("");
    setAsksForCode(end.kind === "code");
    if (end.kind === "wrong") setPassword("");
  };
  const begin = () => {
    setPending(true);
    setProblem(null);
  };
  const usePasskey = async () => {
    begin();
    // Fetched when it is first asked for: most people sign in without.
    const { answerWithPasskey } = await import("./answer-with-passkey");
    const answered = await answerWithPasskey(askForPasskey);
    conclude("answer" in answered ? await sendPasskey(answered.answer) : { kind: "refused", problem: answered.problem });
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    begin();
    conclude(await sendSignIn({ email, password, code }));
  };

  return (
    <Form onSubmit={submit} className="flex flex-col gap-5">
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        autoComplete="username"
        required
        readOnly={asksForCode}
        value={email}
        onValueChange={setEmail}
      />
      <TextField
        name="password"
        type="password"
        label="Password"
        autoComplete="current-password"
        required
        readOnly={asksForCode}
        value={password}
        onValueChange={setPassword}
      />
      {asksForCode && (
        <TextField
          ref={codeField}
          name="code"
          label="Code"
          hint="Six digits of your authenticator app, or one of your recovery codes."
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={code}
          onValueChange={setCode}
        />
      )}
      <Button type="submit" look="main" disabled={isPending}>
        {isPending ? "Signing in …" : "Sign in"}
      </Button>
      {!asksForCode && (
        <Button disabled={isPending} onClick={usePasskey}>
          <KeyRound aria-hidden="true" />
          Use a passkey
        </Button>
      )}
    </Form>
  );
}
