// Keyfuse behind a reverse proxy: what it must be told, and configurations that tell it.
import type { Metadata } from "next";
import { BEHIND_PROXY_EXAMPLE, CADDY_EXAMPLE, NGINX_EXAMPLE, TRAEFIK_EXAMPLE } from "@/components/guide/examples";
import { GuideArticle } from "@/components/guide/guide-article";
import { Bullets, Prose } from "@/components/guide/prose";
import { CodeBlock, InlineCode } from "@/components/ui/code-block";
import { Section } from "@/components/ui/section";

export const metadata: Metadata = { title: "Reverse proxy" };

const HEADINGS = [
  { id: "keyfuse", title: "What Keyfuse is told" },
  { id: "proxy", title: "What the proxy passes on" },
  { id: "nginx", title: "nginx" },
  { id: "caddy", title: "Caddy" },
  { id: "traefik", title: "Traefik" },
  { id: "check", title: "Check it" },
] as const;

export default function ReverseProxyPage() {
  const [keyfuse, proxy, nginx, caddy, traefik, check] = HEADINGS;
  return (
    <GuideArticle
      title="Behind a reverse proxy"
      lead="A proxy that ends TLS must pass on who calls, and for which host. Keyfuse believes it only when it was told to."
      headings={HEADINGS}
    >
      <Section {...keyfuse}>
        <CodeBlock label="Start behind a proxy">{BEHIND_PROXY_EXAMPLE}</CodeBlock>
        <Bullets
          items={[
            <>
              <InlineCode>KEYFUSE_URL</InlineCode> is the address that people and programs use. Requests for other hosts are answered 421.
            </>,
            <>
              <InlineCode>TRUSTED_PROXIES</InlineCode> holds the proxy&apos;s addresses, as CIDR blocks with commas between them. By default
              nobody is trusted, and what X-Forwarded headers say is ignored.
            </>,
            "Keyfuse listens on 127.0.0.1 unless HOST says otherwise. Leave it so when the proxy runs on the same machine.",
          ]}
        />
      </Section>
      <Section {...proxy}>
        <Bullets
          items={[
            "Host, unchanged. Where it must change, X-Forwarded-Host with the original: the console's forms compare it with the page that sent them, and refuse what does not fit.",
            "X-Forwarded-Proto with https. Where it says http, or a proxy on another machine says nothing, calls of APIs are refused with 403.",
            "X-Forwarded-For. Without it every client seems to have the proxy's address, for address lists and for the throttle of failed tries.",
            "The path as it came. A proxy that decodes or merges slashes makes other paths of it.",
            "Bodies of any size, unbuffered: Keyfuse knows each API's limit. Answers unbuffered too, or server-sent events arrive all at once.",
            "Upgrade and Connection, for APIs that speak WebSocket.",
          ]}
        />
      </Section>
      <Section {...nginx}>
        <CodeBlock label="nginx configuration">{NGINX_EXAMPLE}</CodeBlock>
        <Prose>
          Stands in the http block, usually as a file of its own in <InlineCode>conf.d</InlineCode>. Do not let nginx keep Authorization or
          X-API-Key in its logs; its usual log format does not.
        </Prose>
      </Section>
      <Section {...caddy}>
        <CodeBlock label="Caddyfile">{CADDY_EXAMPLE}</CodeBlock>
        <Prose>Caddy fetches the certificate by itself, passes the host on unchanged and sets the X-Forwarded headers.</Prose>
      </Section>
      <Section {...traefik}>
        <CodeBlock label="Traefik dynamic configuration">{TRAEFIK_EXAMPLE}</CodeBlock>
        <Prose>
          A file of the file provider. Traefik sets the X-Forwarded headers and passes streams on at once. Unlike the two above, which our
          tests run as they stand here, this one follows Traefik&apos;s documentation.
        </Prose>
      </Section>
      <Section {...check}>
        <CodeBlock label="Check">{"curl -i https://keys.example.com/readyz"}</CodeBlock>
        <Prose>
          It answers 200. Then sign in and change something: if that works, host and scheme arrive. On the machine itself,{" "}
          <InlineCode>npm run -s keyfuse -- doctor</InlineCode> looks at the settings.
        </Prose>
      </Section>
    </GuideArticle>
  );
}
