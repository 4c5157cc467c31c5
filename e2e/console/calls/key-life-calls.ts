// Actions about the later life of keys, each on a key of its own.
import { randomUUID } from "node:crypto";
import type { Argument } from "../console-client";
import { KEY_OF_ACTION, OLD_SECRETS } from "../console-world";
import type { ActionCall } from "./action-call";

const keyOf = (action: keyof typeof KEY_OF_ACTION): Argument => ({ data: KEY_OF_ACTION[action] });

export const KEY_LIFE_CALLS: Readonly<Record<string, ActionCall>> = {
  rotate: {
    leastRole: "developer",
    good: () => [keyOf("rotate"), { data: { id: randomUUID(), reason: "routine", overlapSeconds: 86_400, silentSeconds: 3600 } }],
  },
  handOn: { leastRole: "admin", good: () => [keyOf("handOn"), { data: "organisation" }] },
  replace: { leastRole: "developer", good: () => [keyOf("replace"), { data: randomUUID() }] },
  extend: { leastRole: "developer", good: () => [keyOf("extend"), { data: { expiry: "365", expiryDate: "" } }] },
  stopOldSecret: {
    leastRole: "developer",
    good: () => [keyOf("stopOldSecret"), { data: OLD_SECRETS.stopOldSecret }],
    withoutNaughty: "it takes ids alone",
  },
  moveOldSecretEnd: {
    leastRole: "developer",
    good: () => [keyOf("moveOldSecretEnd"), { data: OLD_SECRETS.moveOldSecretEnd }, { data: { endsInSeconds: 3600, silentSeconds: null } }],
  },
};
