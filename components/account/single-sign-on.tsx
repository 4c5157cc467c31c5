// Whether the account is linked to the organisation's identity provider, and the way to change that.
"use client";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { SingleSignOnView } from "@/lib/core/schemas/team-view";

/** Loaded when it is first asked for. */
const ProofDialog = lazy(async () => ({ default: (await import("./proof-dialog")).ProofDialog }));

interface SingleSignOnProps {
  readonly view: SingleSignOnView;
  /** There is a second factor, a code of which is asked for before the account is linked. */
  readonly asksCode: boolean;
  readonly link: (form: FormData) => Promise<ActionState>;
  readonly unlink: (form: FormData) => Promise<ActionState>;
}

export function SingleSignOn({ view: { linkedAt }, asksCode, link, unlink }: SingleSignOnProps) {
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-ink-soft leading-relaxed">
        {linkedAt === null ? (
          "Your account is not linked. Once it is, you can sign in without the password of this console."
        ) : (
          <>
            Your account is linked since <Instant at={linkedAt} />.
          </>
        )}
      </p>
      <div>
        <Button onClick={() => setAsking(true)}>{linkedAt === null ? "Link my account" : "Unlink my account"}</Button>
      </div>
      {isAsking && (
        <Suspense fallback={null}>
          {linkedAt === null ? (
            <ProofDialog
              title="Link your account?"
              description="You go to the identity provider now, and come back with your account linked. First, your password once more."
              labels={{ keep: "Cancel", confirm: "Continue" }}
              asksCode={asksCode}
              send={async (form) => {
                const state = await link(form);
                return state.kind === "refused" ? state : goToProvider();
              }}
              onClose={close}
            />
          ) : (
            <ProofDialog
              title="Unlink your account?"
              description="Single sign-on then signs you in no more. Your password does, once more typed here."
              labels={{ keep: "Leave it linked", confirm: "Unlink" }}
              send={unlink}
              onClose={close}
            />
          )}
        </Suspense>
      )}
    </div>
  );
}

async function goToProvider(): Promise<ActionState> {
  // Fetched when it is first asked for.
  const { beginSingleSignOn } = await import("@/components/auth/send-sign-in");
  const problem = await beginSingleSignOn("/account");
  return problem === null ? { kind: "idle" } : { kind: "refused", problems: [{ field: "", code: "invalid", message: problem }] };
}
