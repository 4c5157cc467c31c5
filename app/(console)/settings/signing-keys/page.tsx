// The keys that sign tokens: which signs where, which only verifies, and how one is made or replaced.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { NewSigningKey } from "@/components/settings/new-signing-key";
import { SettingsNav } from "@/components/settings/settings-nav";
import { SigningKeyList } from "@/components/settings/signing-key-list";
import { PlacePages } from "@/components/ui/place-pages";
import { mayTake } from "@/lib/core/roles";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { TOKEN_ALGORITHMS } from "@/lib/core/schemas/signing-key";
import { listTenantNames } from "@/lib/manage/tenants/list-tenants";
import { overviewSigningKeys, SIGNING_KEYS } from "@/lib/manage/tokens/overview-signing-keys";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { endSigningKey, makeSigningKey, replaceSigningKey } from "./actions";

export const metadata: Metadata = { title: "Signing keys" };

const PATH = "/settings/signing-keys";

export default async function SigningKeysPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const placement = readPlacement(SIGNING_KEYS, await searchParams);
  const { world, member } = await requireSession("settings.read", PATH);
  const mayChange = mayTake(member, "signing-keys.write");
  const page = await overviewSigningKeys(world, placement);
  return (
    <>
      <PageHeading title="Signing keys">
        Tokens are signed by a key of their tenant, or of the protected APIs. Their public parts stand in{" "}
        <Link href="/.well-known/jwks.json" prefetch={false} className="text-accent underline underline-offset-4">
          the key set
        </Link>
        ; the private ones are sealed and shown nowhere.
      </PageHeading>
      <SettingsNav path={PATH} />
      {mayChange && (
        <NewSigningKey algorithms={TOKEN_ALGORITHMS} tenants={await listTenantNames(world, member.reach)} make={makeSigningKey} />
      )}
      <SigningKeyList keys={page.rows} actions={mayChange ? { replace: replaceSigningKey, end: endSigningKey } : null} />
      <PlacePages noun="signing keys" path={PATH} list={SIGNING_KEYS} page={page} />
    </>
  );
}
