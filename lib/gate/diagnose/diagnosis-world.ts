// What testing a credential needs beside the gate's world.
import type { Router } from "@/lib/core/routing";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import type { GateWorld } from "@/lib/gate/gate-world";
import type { Operation } from "@/lib/gate/management/operation";
import type { IssuerKeys } from "@/lib/ports/token-ports";

export interface DiagnosisWorld extends GateWorld {
  readonly operations: readonly Operation[];
  /** Says what a host and path of this instance lead to. */
  readonly route: Router;
  readonly trustedKeys: (apiId: string) => readonly TrustedKey[];
  /** As their keys are known now: a test fetches none. */
  readonly issuers: Pick<IssuerKeys, "find">;
}
