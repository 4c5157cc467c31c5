// One-time codes by otplib, and the QR code that carries a seed into an authenticator app.
import { generateSecret, generateURI, verifySync } from "otplib";
import { encode } from "uqr";
import type { OneTimeCodes } from "@/lib/ports/one-time-codes";

const ISSUER = "Keyfuse";
const SIX_DIGITS = /^\d{6}$/;
/** Clocks of phones differ by a step. */
const TOLERANCE_SECONDS = 30;

export const oneTimeCodes: OneTimeCodes = {
  enrol: (account) => {
    const seed = generateSecret();
    const { size, data } = encode(generateURI({ issuer: ISSUER, label: account, secret: seed }), { ecc: "M", border: 2 });
    return { seed, qr: { size, path: data.map(rowPath).join("") } };
  },
  judge: (seed, code, nowMs, afterStep) => {
    if (!SIX_DIGITS.test(code)) return null;
    const options = { secret: seed, token: code, epoch: Math.floor(nowMs / 1000), epochTolerance: TOLERANCE_SECONDS };
    const result = verifySync(afterStep === null ? options : { ...options, afterTimeStep: afterStep });
    return result.valid && "timeStep" in result ? result.timeStep : null;
  },
};

/** One row of modules: each run of dark ones as a rectangle. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    const start = x;
    while (row[x + 1] === true) x += 1;
    path += `M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`;
  }
  return path;
}
