// What stands in place of the first key.
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function FirstKey({ mayCreate, isConfined }: { readonly mayCreate: boolean; readonly isConfined: boolean }) {
  return (
    <EmptyState title="No keys yet">
      <p>
        A key lets one program call one API, with exactly the permissions and endpoints you give it. Make one key for each program that
        calls, so that you can revoke one without stopping the others.
      </p>
      {mayCreate ? (
        <p>
          <Link data-creates href="/keys/new" prefetch={false} className={buttonClasses({ look: "main" })}>
            Create the first key
          </Link>
        </p>
      ) : (
        <p>Your role lets you see keys. A developer, an admin or the owner of this instance can create the first one.</p>
      )}
      {isConfined ? <p>Here you see keys of your tenants alone.</p> : <FromTheHost />}
    </EmptyState>
  );
}

function FromTheHost() {
  return (
    <>
      <p>It works from the machine that runs Keyfuse, too:</p>
      <pre className="whitespace-pre-wrap break-words rounded-md border border-line bg-code px-3 py-2 font-mono text-[0.8125rem] text-ink">
        <code>npm run -s keyfuse -- keys create --api fusion-ai --name first</code>
      </pre>
    </>
  );
}
