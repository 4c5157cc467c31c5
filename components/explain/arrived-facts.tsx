// What a request was, as far as it was kept. No secret is among it: of credentials none was ever kept.
import Link from "next/link";
import type { ReactNode } from "react";
import { KEY_STATE_LABELS } from "@/components/keys/key-states";
import { Badge } from "@/components/ui/badge";
import { InlineCode } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { SERVICE_SLUG } from "@/lib/core/catalogue";
import type { RequestExplanation } from "@/lib/core/explanation/explanation";
import { instantText } from "@/lib/core/instant";

export function ArrivedFacts({ explanation }: { readonly explanation: RequestExplanation }) {
  const { request } = explanation;
  return (
    <DefinitionList>
      <Definition term="Request id">
        <span className="inline-flex max-w-full items-center gap-1">
          <span className="break-all font-mono text-[0.8125rem]">{request.requestId}</span>
          <CopyButton text={request.requestId} label="Copy the request id" />
        </span>
      </Definition>
      <Definition term="Decided">
        <Instant at={instantText(request.atMs)} /> <span className="text-ink-soft">({instantText(request.atMs)})</span>
      </Definition>
      <Definition term="API">
        <ApiName explanation={explanation} />
      </Definition>
      <Definition term="Endpoint">
        <Endpoint explanation={explanation} />
      </Definition>
      <Definition term="From">
        {request.range === null ? (
          "The address is not known"
        ) : (
          <>
            <InlineCode>{request.range}</InlineCode> <span className="text-ink-soft">Of an address only its range is kept.</span>
          </>
        )}
      </Definition>
      <Definition term="Credential">
        <Credential explanation={explanation} />
        <Masked explanation={explanation} />
      </Definition>
      <Definition term="Key">
        <Key explanation={explanation} />
      </Definition>
    </DefinitionList>
  );
}

/** The service keys' own API has no page. */
function ApiName({ explanation: { request, api } }: FactProps) {
  if (api === null) return request.api ?? "None";
  return api.slug === SERVICE_SLUG ? api.name : <PlaceLink href={`/apis/${api.slug}`}>{api.name}</PlaceLink>;
}

type FactProps = { readonly explanation: RequestExplanation };

function Endpoint({ explanation: { request, isVerification } }: FactProps) {
  if (request.endpoint === null) return isVerification ? "The verification asked about none" : "Not kept";
  return (
    <>
      <InlineCode>{[request.method, request.endpoint].filter((part) => part !== null).join(" ")}</InlineCode>{" "}
      {request.endpoint === "(unmatched)" && (
        <span className="text-ink-soft">No template of the API fits; paths themselves are never kept.</span>
      )}
    </>
  );
}

const NONE_COUNTED: Readonly<Record<string, string>> = {
  missing: "None where the API reads it",
  several: "More than one",
  malformed: "Unreadable",
  extra_spaces: "Unreadable",
};

/** The header is named only where there is one that it can have been. */
function Credential({ explanation: { request, carriers, isVerification } }: FactProps) {
  const none = NONE_COUNTED[request.reason ?? ""];
  if (none !== undefined) return none;
  if (isVerification) return "Shown by a backend that asked POST /v1/verify; it is not kept";
  const [only, ...more] = carriers;
  if (only === undefined) return "Not kept";
  if (more.length === 0) {
    return (
      <>
        <InlineCode>{only}</InlineCode> <span className="text-ink-soft">The value itself is never kept.</span>
      </>
    );
  }
  return (
    <>
      One of{" "}
      {carriers.map((carrier, index) => (
        <span key={carrier}>
          {index > 0 && ", "}
          <InlineCode>{carrier}</InlineCode>
        </span>
      ))}{" "}
      <span className="text-ink-soft">Which of them, and its value, is not kept.</span>
    </>
  );
}

/** Which of the key's secrets it was, where that can be told. */
function Masked({ explanation: { preview, mayBeToken } }: FactProps) {
  if (preview === null) return null;
  return (
    <span className="block">
      <InlineCode>{preview}</InlineCode>{" "}
      <span className="text-ink-soft">
        The only secret that its key had then, masked{mayBeToken ? "; unless a token that belongs to the key was sent." : "."}
      </span>
    </span>
  );
}

function Key({ explanation: { request, key } }: FactProps) {
  if (key === null) return request.publicId === null ? "None was recognised" : `${request.publicId}, which is gone`;
  const { label, tone } = KEY_STATE_LABELS[key.state];
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <PlaceLink href={`/keys/${key.publicId}`}>{key.name}</PlaceLink>
      <span className="font-mono text-[0.8125rem] text-ink-soft">{key.publicId}</span>
      <span className="text-ink-soft">today:</span> <Badge tone={tone}>{label}</Badge>
    </span>
  );
}

function PlaceLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="font-medium underline underline-offset-4 [overflow-wrap:anywhere]">
      {children}
    </Link>
  );
}
