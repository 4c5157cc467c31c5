// What each role may do, in a sentence for whoever gives it.
import type { Role } from "@/lib/core/roles";

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: "Reads keys, APIs and tenants; changes nothing but their own account.",
  developer: "Also creates keys, and changes the keys they made.",
  admin: "Also changes all keys, APIs and tenants; reviews usage, audit and requests; sees the team.",
  owner: "Also changes the team, the settings and the signing keys.",
};
