// How a request carries its credential under a dialect, way by way, with a line to copy.
import { CodeBlock } from "@/components/ui/code-block";
import type { ApiSettings } from "@/lib/core/catalogue";
import { describeCarriers, describeCombinations, describeKeyShape, describeTokens } from "@/lib/core/dialects/describe-dialect";
import type { Dialect } from "@/lib/core/dialects/dialect";

interface DialectProps {
  readonly dialect: Dialect;
}

interface CarrierListProps extends DialectProps {
  readonly settings: Pick<ApiSettings, "strictHeaderCase" | "lenientBearerHeader">;
}

export function CarrierList({ dialect, settings }: CarrierListProps) {
  return (
    <ul className="flex flex-col gap-5">
      {describeCarriers(dialect, settings).map(({ title, text, line }) => (
        <li key={title} className="flex min-w-0 flex-col gap-1.5">
          <p className="leading-relaxed">{text}</p>
          <CodeBlock label={`Example for ${title}`}>{line}</CodeBlock>
        </li>
      ))}
    </ul>
  );
}

/** What is no credential, or more than one. */
export function CombinationList({ dialect }: DialectProps) {
  return <PlainList items={describeCombinations(dialect)} />;
}

/** What keys look like. */
export function KeyShapeText({ dialect }: DialectProps) {
  return (
    <p className="max-w-prose leading-relaxed">
      {describeKeyShape(dialect.keyShape)} Secrets that were brought along instead of made here may look otherwise.
    </p>
  );
}

/** What tokens must be like, or that none count. */
export function TokenRules({ dialect }: DialectProps) {
  const rules = describeTokens(dialect);
  return rules === null ? <p>This dialect accepts no tokens.</p> : <PlainList items={rules} />;
}

function PlainList({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className="flex max-w-prose list-disc flex-col gap-1.5 pl-5 leading-relaxed">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
