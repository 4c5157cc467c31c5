// Passkeys by @simplewebauthn/server. What it throws is about answers from outside, so it is a refusal here.
import { Buffer } from "node:buffer";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Passkeys } from "@/lib/ports/passkeys";

const NAME = "Keyfuse";

export const passkeys: Passkeys = {
  askForNew: async (party, { id, email, name }, known) => {
    const options = await generateRegistrationOptions({
      rpName: NAME,
      rpID: party.id,
      userID: Uint8Array.from(Buffer.from(id.replaceAll("-", ""), "hex")),
      userName: email,
      userDisplayName: name,
      excludeCredentials: known.map((one) => ({ id: one.id, transports: [...one.transports] })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    return { options, challenge: options.challenge };
  },
  readNew: async (party, challenge, answer) => {
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: answer as RegistrationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
      });
      if (!verified) return null;
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
      return { id, publicKey: Uint8Array.from(publicKey), counter, transports };
    } catch {
      return null;
    }
  },
  askForAny: async (party) => {
    const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: "required" });
    return { options, challenge: options.challenge };
  },
  claimedId: (answer) => {
    const id = typeof answer === "object" && answer !== null && "id" in answer ? answer.id : null;
    return typeof id === "string" && /^[\w-]{1,1400}$/.test(id) ? id : null;
  },
  judge: async (party, challenge, answer, { id, publicKey, counter, transports }) => {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: answer as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        credential: { id, publicKey, counter, transports: [...transports] },
        requireUserVerification: true,
      });
      return verified && authenticationInfo.userVerified ? authenticationInfo.newCounter : null;
    } catch {
      return null;
    }
  },
};
