// The pages of the settings, which lead to each other. Whoever may read one may read all.

export const SETTINGS_PAGES: readonly { readonly path: string; readonly label: string }[] = [
  { path: "/settings", label: "General" },
  { path: "/settings/signing-keys", label: "Signing keys" },
  { path: "/settings/mail", label: "Mail" },
  { path: "/settings/webhooks", label: "Webhooks" },
];
