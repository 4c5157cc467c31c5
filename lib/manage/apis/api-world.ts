// What changing protected APIs needs besides the world.
import type { Seal } from "@/lib/manage/apis/write-api";
import type { World } from "@/lib/manage/world";

/** Opens what was sealed for that context; throws when it was sealed for another place. */
export type Unseal = (sealed: Uint8Array, context: string) => string;

export interface ApiWorld extends World {
  readonly seal: Seal;
  readonly unseal: Unseal;
  /** Why the gateway would not connect to that base URL, as what completes "This …"; null = it would, or nobody can say yet. */
  readonly judgeUpstream: (upstream: string) => Promise<string | null>;
  /** Whether the instance itself answers under that name, so that no API can claim it. */
  readonly isOwnHost: (host: string) => boolean;
}
