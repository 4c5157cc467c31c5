// Leads to the organisation's identity provider.
"use client";
import { Building2 } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { beginSingleSignOn } from "./send-sign-in";

export function SsoButton({ returnTo }: { readonly returnTo: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const go = async () => {
    setPending(true);
    setProblem(await beginSingleSignOn(returnTo));
    setPending(false);
  };
  return (
    <>
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <Button disabled={isPending} onClick={go}>
        <Building2 aria-hidden="true" />
        Use single sign-on
      </Button>
    </>
  );
}
