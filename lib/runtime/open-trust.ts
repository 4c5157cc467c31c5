// What a serving process believes without asking the database: the catalogue with its keys, cached keys, and which tokens count no more.
import { loadCatalogue } from "@/lib/adapters/postgres/catalogue-store";
import { loadOwnTrust } from "@/lib/adapters/postgres/signing-key-store";
import { openTrustedKeys, type TrustedKeys } from "@/lib/adapters/postgres/trusted-keys";
import { signingKeyContext } from "@/lib/manage/tokens/signing-keys";
import type { LiveCatalogue, LoadedCatalogue } from "./live-catalogue";
import type { Log } from "./log";
import type { Instance } from "./open-instance";
import { type OpenRevocations, openRevocations } from "./open-revocations";

/** Reads the catalogue, and by what tokens of our own are verified. Rejects when the database cannot be asked. */
export async function loadWholeCatalogue({ database, apiSealing, world }: Instance): Promise<LoadedCatalogue> {
  const stored = await loadCatalogue(database.pool, apiSealing.openText);
  const own = await loadOwnTrust(database.pool, (sealed, keyId) => world.sealing.openText(sealed, signingKeyContext(keyId)));
  return { ...stored, own };
}

/** What is believed because one connection hears of every change: remembered keys, and the list of revocations. */
export function openTrust(instance: Instance, catalogue: LiveCatalogue, log: Log): { keys: TrustedKeys; revocations: OpenRevocations } {
  const revocations = openRevocations({
    pool: instance.database.pool,
    hearing: () => keys.hearing,
    staleSeconds: instance.environment.tokenStaleSeconds,
    onFault: (cause) => log.fault("revocations-not-read", cause),
  });
  const keys = openTrustedKeys({
    pool: instance.database.pool,
    target: instance.listenTarget,
    onReset: () => void revocations.renew(),
    onRevocation: (payload) => revocations.hear(payload),
    onCatalogueChange: catalogue.reload,
    onLost: (cause) => log.fault("changes-not-heard", cause),
    onFault: (cause) => log.fault("changes-not-read", cause),
  });
  return { keys, revocations };
}
