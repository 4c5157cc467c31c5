// The API keys of this instance.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { FirstKey } from "@/components/keys/first-key";
import { KeyTable } from "@/components/keys/key-table";
import { listKeys } from "@/lib/manage/keys/list-keys";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "API keys" };

const SHOWN_KEYS = 200;

export default async function KeysPage() {
  const { world } = await requireSession("keys.read", "/keys");
  const keys = await listKeys(world, { limit: SHOWN_KEYS });
  return (
    <>
      <PageHeading title="API keys">
        Each key opens one API to whoever holds its secret. A secret is shown once, when its key is created; afterwards only its first and
        last characters are known.
      </PageHeading>
      {keys.length === 0 ? <FirstKey /> : <KeyTable keys={keys} />}
      {keys.length === SHOWN_KEYS && <p className="text-ink-soft text-sm">The {SHOWN_KEYS} newest keys are shown.</p>}
    </>
  );
}
