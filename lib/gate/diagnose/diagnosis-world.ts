// What testing a credential needs beside the gate's world.
import type { Router } from "@/lib/core/routing";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import type { GateWorld } from "@/lib/gate/gate-world";
import type { Operation } from "@/lib/gate/management/operation";

export interface DiagnosisWorld extends GateWorld {
  readonly operations: readonly Operation[];
  /** Says what a host and path of this instance lead to. */
  readonly route: Router;
  readonly trustedKeys: (apiId: string) => readonly TrustedKey[];
}
