// What stands in place of keys that a search did not find.
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function NoSuchKey({ text }: { readonly text: string }) {
  return (
    <EmptyState title="No key is like that">
      <p>
        Keys are searched by a part of their name, id or description
        {text === "" ? "" : " (a secret cannot be searched for: only its hash is stored)"}. Take a filter away, or begin again with all
        keys.
      </p>
      <p>
        <Link href="/keys" prefetch={false} className={buttonClasses()}>
          Show all keys
        </Link>
      </p>
    </EmptyState>
  );
}
