// An application's rules of signing in, in words.
import type { LoginRulesView } from "@/lib/core/schemas/tenant-people";

export const LOGIN_WORDS: Readonly<Record<keyof LoginRulesView, { readonly label: string; readonly hint: string }>> = {
  requireAuthentication: {
    label: "A sign-in needs an API key",
    hint: "Take this off only for programs that cannot keep a key, such as an app in a browser.",
  },
  generateRefreshTokens: {
    label: "A sign-in gives out a refresh token",
    hint: "With it a client stays signed in for longer than an access token lives.",
  },
  allowTokenRefresh: {
    label: "Refresh tokens are exchanged for new access tokens",
    hint: "Off, a session ends with its access token.",
  },
};
