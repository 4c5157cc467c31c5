// Has the browser answer with a passkey. Fetched only where somebody asks for it.
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

/** The answer as JSON, or why there is none. */
export type PasskeyAnswered = { readonly answer: string } | { readonly problem: string };

const UNSUPPORTED = "This browser has no passkeys here: they need HTTPS (or localhost), and a host name instead of an IP address.";
const NONE = "No passkey was chosen. Try again, or go another way.";
const KNOWN = "This device has a passkey for your account already.";
const UNREACHABLE = "The console could not be asked. Check your connection and try again.";

/** Signs in: any passkey of this console. */
export function answerWithPasskey(ask: () => Promise<object | null>): Promise<PasskeyAnswered> {
  return answered(async () => {
    const options = await ask().catch(() => null);
    if (options === null) return { problem: UNREACHABLE };
    const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
    return { answer: JSON.stringify(await startAuthentication({ optionsJSON })) };
  });
}

/** Makes a new passkey as the console asked for it. */
export function answerWithNewPasskey(options: object): Promise<PasskeyAnswered> {
  return answered(async () => {
    const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
    return { answer: JSON.stringify(await startRegistration({ optionsJSON })) };
  });
}

async function answered(work: () => Promise<PasskeyAnswered>): Promise<PasskeyAnswered> {
  if (!browserSupportsWebAuthn()) return { problem: UNSUPPORTED };
  try {
    return await work();
  } catch (error) {
    // Browsers name what people did: cancelled, timed out, no such device.
    const name = error instanceof Error ? error.name : "";
    if (name === "InvalidStateError") return { problem: KNOWN };
    return { problem: name === "SecurityError" ? UNSUPPORTED : NONE };
  }
}
