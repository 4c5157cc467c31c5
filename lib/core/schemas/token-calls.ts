// What the calls about tokens take and give.
import { z } from "zod";
import { anyJson } from "./texts";

/** A token's claims, once it was found good. */
export const validateAnswer = z
  .strictObject({ jwt: z.record(z.string(), anyJson) })
  .meta({ id: "ValidatedToken", description: "What a good token says." });

/** A token that was issued for another application. */
export const issueAnswer = z.strictObject({ token: z.string() }).meta({ id: "IssuedToken" });

/** A token with the caller's claims. */
export const vendAnswer = z.strictObject({ token: z.string() }).meta({ id: "VendedToken" });

/** One public key, or all of them by `kid`, as PEM. */
export const publicKeyAnswer = z
  .strictObject({ publicKey: z.string().optional(), publicKeys: z.record(z.string(), z.string()).optional() })
  .meta({ id: "PublicKeys", description: "`publicKey` where one was asked for, else `publicKeys` by `kid`. PEM." });
