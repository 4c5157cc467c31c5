// How many keys an API has, in a line with the way to them.
import Link from "next/link";
import type { KeysOfApi } from "@/lib/core/apis/edited-api";
import { countText } from "@/lib/core/usage/usage-words";

interface ApiFactsProps {
  readonly slug: string;
  readonly keys: Pick<KeysOfApi, "living" | "ended">;
}

export function ApiFacts({ slug, keys: { living, ended } }: ApiFactsProps) {
  if (living + ended === 0) return <p className="text-ink-soft text-sm">It has no key yet: nobody can call it.</p>;
  return (
    <p className="text-ink-soft text-sm">
      <Link href={`/keys?api=${slug}`} prefetch={false} className="text-accent underline underline-offset-4">
        {living === 1 ? "1 key" : `${countText(living)} keys`}
      </Link>{" "}
      neither revoked nor expired{ended > 0 && `, ${countText(ended)} ended`}.
    </p>
  );
}
