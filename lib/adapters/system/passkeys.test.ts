// A device made of a key pair: its passkey is accepted once its user was verified, for this console and this challenge only.
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { beforeEach, describe, expect, it } from "vitest";
import type { StoredPasskey } from "@/lib/ports/passkeys";
import { passkeys } from "./passkeys";

const PARTY = { id: "keys.example.com", origin: "https://keys.example.com" };
const HOLDER = { id: "5f0c1d3e-8a8e-4b6c-9d53-0c4f4b1f7a11", email: "ada@example.com", name: "Ada" };
const ID = Buffer.from("a credential of sixteen bytes or more");
/** Bits of WebAuthn §6.1: user present, user verified, attested credential data. */
const [PRESENT, VERIFIED, ATTESTED] = [1, 4, 64] as const;

interface Doing {
  readonly challenge: string;
  readonly flags?: number;
  readonly origin?: string;
  readonly partyId?: string;
  readonly counter?: number;
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();

/** The device. */
function createDevice() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const clientData = (type: string, { challenge, origin = PARTY.origin }: Doing) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = ({ flags = PRESENT | VERIFIED, partyId = PARTY.id, counter = 0 }: Doing, rest = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(partyId), Buffer.from([flags | (rest.length > 0 ? ATTESTED : 0)]), count, rest]);
  };
  const answer = (response: object) => ({
    id: ID.toString("base64url"),
    rawId: ID.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    response,
  });
  return {
    make: (doing: Doing) => {
      const length = Buffer.from([0, ID.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, ID, coseKey(publicKey)]);
      const object = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", Uint8Array.from(authData(doing, attested))],
      ]);
      return answer({
        clientDataJSON: clientData("webauthn.create", doing).toString("base64url"),
        attestationObject: Buffer.from(isoCBOR.encode(object as never)).toString("base64url"),
      });
    },
    use: (doing: Doing) => {
      const [client, data] = [clientData("webauthn.get", doing), authData(doing)];
      return answer({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", Buffer.concat([data, sha256(client)]), privateKey).toString("base64url"),
      });
    },
  };
}

/** RFC 9053 §7.1: EC2, ES256, P-256. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const coordinate = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));
  const key = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, coordinate(x)],
    [-3, coordinate(y)],
  ]);
  return Buffer.from(isoCBOR.encode(key as never));
}

describe("passkeys", () => {
  let device: ReturnType<typeof createDevice>;
  let stored: StoredPasskey;
  let challenge: string;

  beforeEach(async () => {
    device = createDevice();
    const asked = await passkeys.askForNew(PARTY, HOLDER, []);
    const passkey = await passkeys.readNew(PARTY, asked.challenge, device.make({ challenge: asked.challenge }));
    if (passkey === null) throw new Error("the new passkey was refused");
    stored = passkey;
    ({ challenge } = await passkeys.askForAny(PARTY));
  });

  it.each<[string, Partial<Doing>]>([
    ["to another challenge", { challenge: "AAAA" }],
    ["from another site", { origin: "https://keys.evil.example" }],
    ["for another host name", { partyId: "evil.example" }],
    ["of a user who was not verified", { flags: PRESENT }],
  ])("a new passkey %s is refused", async (_what, change) => {
    const asked = await passkeys.askForNew(PARTY, HOLDER, []);
    expect(await passkeys.readNew(PARTY, asked.challenge, device.make({ challenge: asked.challenge, ...change }))).toBeNull();
  });

  it("an answer of the device is accepted, and tells how far it has counted", async () => {
    expect(passkeys.claimedId(device.use({ challenge }))).toBe(stored.id);
    expect(await passkeys.judge(PARTY, challenge, device.use({ challenge }), stored)).toBe(0);
    expect(await passkeys.judge(PARTY, challenge, device.use({ challenge, counter: 7 }), { ...stored, counter: 6 })).toBe(7);
  });

  it.each<[string, Partial<Doing>]>([
    ["to another challenge", { challenge: "AAAA" }],
    ["from another site", { origin: "https://keys.evil.example" }],
    ["for another host name", { partyId: "evil.example" }],
    ["of a user who was not verified", { flags: PRESENT }],
    ["of a copy that counts behind", { counter: 5 }],
  ])("an answer %s is refused", async (_what, change) => {
    const known = { ...stored, counter: change.counter ?? 0 };
    expect(await passkeys.judge(PARTY, challenge, device.use({ challenge, ...change }), known)).toBeNull();
  });

  it("an answer of another device is refused, and so is what is no answer", async () => {
    expect(await passkeys.judge(PARTY, challenge, createDevice().use({ challenge }), stored)).toBeNull();
    for (const answer of [null, 5, "text", {}, { id: stored.id }])
      expect(await passkeys.judge(PARTY, challenge, answer, stored)).toBeNull();
  });
});
