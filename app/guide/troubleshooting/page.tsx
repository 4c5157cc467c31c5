// What to do about a refusal, by the status that the client sees.
import type { Metadata } from "next";
import { GuideArticle } from "@/components/guide/guide-article";
import { Bullets, Prose, TextLink } from "@/components/guide/prose";
import { InlineCode } from "@/components/ui/code-block";
import { Section } from "@/components/ui/section";
import { DENIAL_MEANINGS } from "@/lib/core/denials/denial-meanings";
import { TROUBLES, type Trouble } from "@/lib/core/denials/troubles";
import { REVERSE_PROXY_PATH } from "@/lib/core/guide-paths";

export const metadata: Metadata = { title: "Troubleshooting" };

const OWN_HEADINGS = {
  first: { id: "first", title: "First" },
  misdirected: { id: "status-421", title: "421 Misdirected Request" },
  console: { id: "console", title: "The console" },
} as const;

const HEADINGS = [OWN_HEADINGS.first, ...TROUBLES, OWN_HEADINGS.misdirected, OWN_HEADINGS.console];

export default function TroubleshootingPage() {
  return (
    <GuideArticle
      title="Troubleshooting"
      lead="A call is refused. Find the status your client saw, check what stands first, then look for the sentence that fits."
      headings={HEADINGS}
    >
      <Section {...OWN_HEADINGS.first}>
        <Bullets
          items={[
            <>
              Paste the request into <TextLink href="/test">Test a key</TextLink> in the console: it says what is wrong and how to mend it.
            </>,
            <>
              Note the <InlineCode>X-Request-Id</InlineCode> of the answer. Members explain it in the console, with every check and what
              would have to change: <TextLink href="/explain">Explain a request</TextLink>.
            </>,
            "Repeat the call with curl -i, without the program that made it: libraries add and change headers.",
          ]}
        />
      </Section>
      {TROUBLES.map((trouble) => (
        <TroubleSection key={trouble.id} trouble={trouble} />
      ))}
      <Section {...OWN_HEADINGS.misdirected}>
        <Prose>
          The request names a host that this instance does not answer for. Set <InlineCode>KEYFUSE_URL</InlineCode> to the address that
          people use, name the API&apos;s own hosts on its page, and see that the reverse proxy passes the host on.
        </Prose>
      </Section>
      <Section {...OWN_HEADINGS.console}>
        <ConsoleTroubles />
      </Section>
    </GuideArticle>
  );
}

function TroubleSection({ trouble }: { readonly trouble: Trouble }) {
  const { id, title, lead, hints, codes } = trouble;
  return (
    <Section id={id} title={title} lead={lead}>
      {hints.length > 0 && (
        <div className="flex flex-col gap-2">
          <h3 className="font-medium">Check first</h3>
          <Bullets items={hints} />
        </div>
      )}
      <ul className="grid gap-3 sm:grid-cols-2">
        {codes.map((code) => (
          <li
            key={code}
            className="flex break-inside-avoid flex-col gap-1 rounded-lg border border-line bg-surface p-4 text-sm leading-relaxed"
          >
            <h3 className="font-medium text-base">{DENIAL_MEANINGS[code].title}</h3>
            <p>{DENIAL_MEANINGS[code].when}</p>
            <p className="text-ink-soft">{DENIAL_MEANINGS[code].fix}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ConsoleTroubles() {
  return (
    <Bullets
      items={[
        <>
          “This was not asked by a page of this console”, or forms that fail behind a reverse proxy: the proxy changes the host and does not
          pass X-Forwarded-Host on, or is not in <InlineCode>TRUSTED_PROXIES</InlineCode>. See{" "}
          <TextLink href={REVERSE_PROXY_PATH}>Reverse proxy</TextLink>.
        </>,
        <>
          Signing in leads back to the sign-in: the page is open over http:// while <InlineCode>KEYFUSE_URL</InlineCode> says https://, so
          the browser keeps no cookie. Open the https:// address.
        </>,
        "The set-up link does not open: it works once and for an hour. Restart Keyfuse; it prints a new one as long as there is no owner.",
        "Too many tries to sign in: wait as long as the page says.",
      ]}
    />
  );
}
