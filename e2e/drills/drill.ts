// What the drills share: how often they run, and the small instance that they run on.
import { type Address, type HeaderLine, type RawAnswer, send } from "@/e2e/raw-http";

/** `DRILLS=full` runs the counts that the product promises; otherwise a short form. */
export const isFull = process.env.DRILLS === "full";

/** An instance with one API, `drill`, that opens every path to its keys. */
export function drillWorld(upstream: string, keys: readonly unknown[] = []): unknown {
  return {
    owner: { email: "owner@example.com", name: "Owner", password: "correct horse battery staple" },
    apis: [{ slug: "drill", name: "Drill", dialect: "standard", upstream }],
    keys,
  };
}

/** A call of the API with that secret. */
export function callWith(address: Address, secret: string, target = "/gateway/drill/x"): Promise<RawAnswer> {
  const headers: readonly HeaderLine[] = [
    ["Host", "127.0.0.1"],
    ["Authorization", `Bearer ${secret}`],
  ];
  return send(address, { method: "GET", target, headers });
}
