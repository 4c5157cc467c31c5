// The landing page: what answers at this address and how to take the first step. It names no API: strangers see it.
import Link from "next/link";
import { redirect } from "next/navigation";
import { Brand } from "@/components/landing/brand";
import { buttonClasses } from "@/components/ui/button";
import { CONSOLE_HOME, SIGN_IN_PATH } from "@/lib/core/console-paths";
import { GUIDE_PATH } from "@/lib/core/guide-paths";
import { findSession } from "@/lib/runtime/sign-in/with-session";

const STEPS = [
  {
    title: "Make a key",
    text: "In the console, once you have signed in; or on the machine that runs Keyfuse. The secret is shown that one time.",
    code: "npm run -s keyfuse -- keys create --api <slug> --name first",
  },
  {
    title: "Call the API with it",
    text: "In the way its own documentation says: the same headers, the same answers, the same errors.",
    code: 'curl "$KEYFUSE_URL/gateway/<slug>/…" -H "Authorization: Bearer <secret>"',
  },
  {
    title: "Or ask about a key from your backend",
    text: "With a service key. The answer says who calls, what they may do and how much of their limit is left.",
    code: 'curl "$KEYFUSE_URL/v1/verify" -H "Authorization: Bearer <service secret>" -H \'Content-Type: application/json\' -d \'{"key":"<secret>"}\'',
  },
] as const;

export default async function LandingPage() {
  if ((await findSession()) !== null) redirect(CONSOLE_HOME);
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-12 px-5 py-12 sm:py-20">
      <header className="flex flex-col gap-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Brand />
          <div className="flex flex-wrap items-center gap-1">
            <Link href={GUIDE_PATH} prefetch={false} className={buttonClasses({ look: "quiet" })}>
              Guide
            </Link>
            <Link href="/docs" prefetch={false} className={buttonClasses({ look: "quiet" })}>
              API reference
            </Link>
            <Link href={SIGN_IN_PATH} prefetch={false} className={buttonClasses()}>
              Sign in
            </Link>
          </div>
        </div>
        <h1 className="text-balance font-semibold text-3xl tracking-tight sm:text-4xl">API keys are checked here.</h1>
        <p className="max-w-prose text-ink-soft text-lg leading-relaxed">
          This is a Keyfuse instance. It stands in front of APIs and lets a request pass only with a key that is known, permitted and within
          its limits.
        </p>
      </header>

      <section aria-labelledby="steps" className="flex flex-col gap-4">
        <h2 id="steps" className="font-semibold text-xl tracking-tight">
          First steps
        </h2>
        <ol className="flex flex-col gap-6">
          {STEPS.map((step, index) => (
            <li key={step.title} className="flex gap-4">
              <span
                aria-hidden="true"
                className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-sm"
              >
                {index + 1}
              </span>
              <div className="flex min-w-0 flex-1 flex-col gap-1.5">
                <h3 className="font-medium">{step.title}</h3>
                <p className="text-ink-soft">{step.text}</p>
                <pre className="mt-1 whitespace-pre-wrap break-words rounded-md border border-line bg-code px-3 py-2 font-mono text-[0.8125rem] leading-relaxed">
                  <code>{step.code}</code>
                </pre>
              </div>
            </li>
          ))}
        </ol>
        <p className="text-ink-soft">
          The{" "}
          <Link href={GUIDE_PATH} prefetch={false} className="font-medium text-accent underline underline-offset-4">
            guide
          </Link>{" "}
          tells more: how each kind of API wants its key, what its refusals say, and what to do about them.
        </p>
      </section>
    </main>
  );
}
