// Says which endpoints keys would name in vain.
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { NamedTemplate } from "@/lib/core/apis/lost-grants";

export function LostGrantsAlert({ slug, lost }: { readonly slug: string; readonly lost: readonly NamedTemplate[] }) {
  if (lost.length === 0) return null;
  return (
    <Alert tone="warn">
      <p>
        Keys name endpoints that will be gone. They stay as they are, but can call nothing there:{" "}
        <Link href={`/keys?api=${slug}`} prefetch={false} className="underline underline-offset-4">
          keys of this API
        </Link>
      </p>
      <ul className="mt-1 list-disc pl-5">
        {lost.map(({ template, count }) => (
          <li key={template}>
            <span className="break-all font-mono text-[0.8125rem]">{template}</span>: {count === 1 ? "1 key" : `${count} keys`}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
