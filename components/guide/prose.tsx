// The running text of the guide.
import Link from "next/link";
import type { ReactNode } from "react";

export function Prose({ children }: { readonly children: ReactNode }) {
  return <p className="max-w-prose leading-relaxed">{children}</p>;
}

export function Bullets({ items }: { readonly items: readonly ReactNode[] }) {
  return (
    <ul className="flex max-w-prose list-disc flex-col gap-1.5 pl-5 leading-relaxed">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items are written down once and never move.
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

export function TextLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="font-medium text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
