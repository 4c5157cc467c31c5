// The quick start: from nothing to a guarded API of one's own.
import type { Metadata } from "next";
import { BOOTSTRAP_EXAMPLE } from "@/components/guide/examples";
import { GuideArticle } from "@/components/guide/guide-article";
import { Prose, TextLink } from "@/components/guide/prose";
import { CodeBlock, InlineCode } from "@/components/ui/code-block";
import { Section } from "@/components/ui/section";
import { dialectGuidePath, TROUBLESHOOTING_PATH } from "@/lib/core/guide-paths";

export const metadata: Metadata = { title: "Quick start" };

const HEADINGS = [
  { id: "start", title: "1. Start it" },
  { id: "owner", title: "2. Make the owner account" },
  { id: "key", title: "3. Create a key" },
  { id: "first-call", title: "4. Make the first call" },
  { id: "your-own-api", title: "5. Put your own API behind it" },
  { id: "verify", title: "Or ask instead of proxying" },
] as const;

export default function QuickStartPage() {
  const [start, owner, key, firstCall, ownApi, verify] = HEADINGS;
  return (
    <GuideArticle
      title="Quick start"
      lead="Keyfuse stands in front of an API and lets a request pass only with a key that is known, permitted and within its limits. The API's clients keep the headers and the error bodies they know."
      headings={HEADINGS}
    >
      <Section {...start}>
        <Prose>Node 20.19 or newer is all it needs. The first start builds what is missing and creates a database of its own.</Prose>
        <CodeBlock label="Start">npm ci && npm start</CodeBlock>
        <Prose>It prints two things, this once: a set-up link, and a call that can be pasted and answers 200.</Prose>
      </Section>
      <Section {...owner}>
        <Prose>
          Open the set-up link. It works once and for an hour; a restart prints a new one as long as there is no owner. Sign in with the
          account you made.
        </Prose>
      </Section>
      <Section {...key}>
        <Prose>
          In the console, under <TextLink href="/keys">API keys</TextLink>, create a key: for which API, under what name, and what it may
          do. Its secret is shown once. Keyfuse keeps only a keyed hash of it, so nobody can look it up later. The same on the command line:
        </Prose>
        <CodeBlock label="Create a key on the command line">
          {"npm run -s keyfuse -- apis list\nnpm run -s keyfuse -- keys create --api <slug> --name first"}
        </CodeBlock>
      </Section>
      <Section {...firstCall}>
        <Prose>
          An API that Keyfuse protects is reached under <InlineCode>/gateway/</InlineCode> and its slug, or on a host of its own. The key
          stands where the API&apos;s dialect has it: <TextLink href={dialectGuidePath("cryptofuse")}>Cryptofuse</TextLink>, for one, has
          the header X-API-Key.
        </Prose>
        <CodeBlock label="First call">{'curl "$KEYFUSE_URL/gateway/<slug>/<path>" \\\n  -H "X-API-Key: $API_KEY"'}</CodeBlock>
        <Prose>
          If it is refused, the answer says why in the API&apos;s own words;{" "}
          <TextLink href={TROUBLESHOOTING_PATH}>Troubleshooting</TextLink> says what to do.
        </Prose>
      </Section>
      <Section {...ownApi}>
        <OwnApi />
      </Section>
      <Section {...verify}>
        <Verify />
      </Section>
    </GuideArticle>
  );
}

function OwnApi() {
  return (
    <>
      <Prose>
        Create it in the console under <TextLink href="/apis">APIs</TextLink>, or describe it in a file: where it runs, which dialect its
        clients speak, what its endpoints need, how much a key may take.
      </Prose>
      <CodeBlock label="instance.json">{BOOTSTRAP_EXAMPLE}</CodeBlock>
      <CodeBlock label="Start with the file">KEYFUSE_BOOTSTRAP=instance.json npm start</CodeBlock>
      <Prose>
        The file is applied at every start in one transaction. What is unchanged in it is left alone; nothing is ever deleted, and a revoked
        key stays revoked. A mistake stops the start and names the place. An upstream on this machine is reached as it is; other private
        addresses must be named in <InlineCode>ALLOW_PRIVATE_UPSTREAMS</InlineCode>.
      </Prose>
      <Prose>
        The upstream never sees the key. It is told who calls in the headers X-Keyfuse-Key-Id, -Tenant, -Subject and -Scope, with a
        signature in X-Keyfuse-Signature.
      </Prose>
    </>
  );
}

const VERIFY_CALL = `curl -X POST "$KEYFUSE_URL/v1/verify" \\
  -H "Authorization: Bearer $KEYFUSE_SERVICE_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"key": "the key you were shown", "api": "payments", "method": "GET", "path": "/v0/payments"}'`;

const VERIFY_ANSWER = `{
  "valid": true,
  "code": "VALID",
  "keyId": "key_1234567890",
  "name": "first",
  "tenantId": null,
  "permissions": ["read"],
  "metadata": {},
  "expiresAt": null,
  "rateLimits": [
    { "name": "minute", "limit": 100, "remaining": 99, "windowSeconds": 60, "resetSeconds": 60 },
    { "name": "hour", "limit": 1000, "remaining": 999, "windowSeconds": 3600, "resetSeconds": 3600 }
  ]
}`;

function Verify() {
  return (
    <>
      <Prose>A backend that keeps its own front asks about each key it is shown, with a service key:</Prose>
      <CodeBlock label="Create a service key">
        {"npm run -s keyfuse -- keys create --api service --name backend --permission keys:verify"}
      </CodeBlock>
      <CodeBlock label="Ask about a key">{VERIFY_CALL}</CodeBlock>
      <CodeBlock label="The answer">{VERIFY_ANSWER}</CodeBlock>
      <Prose>
        Whatever the answer says about the key, its status is 200; <InlineCode>code</InlineCode> names the reason where{" "}
        <InlineCode>valid</InlineCode> is false. A key that is good is counted once, as if it had been used.
      </Prose>
    </>
  );
}
