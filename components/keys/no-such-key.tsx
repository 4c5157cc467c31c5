// What stands in place of keys that a search did not find.
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function NoSuchKey() {
  return (
    <EmptyState title="No keys match">
      <p>
        The search looks for a part of a key&apos;s name, id or description. A secret cannot be searched for, since only its hash is stored.
        Take a filter away, or begin again with all keys.
      </p>
      <p>
        <Link href="/keys" prefetch={false} className={buttonClasses()}>
          Show all keys
        </Link>
      </p>
    </EmptyState>
  );
}
