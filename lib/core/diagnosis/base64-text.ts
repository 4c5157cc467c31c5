// Texts as base64 of their UTF-8 bytes.

/** For Basic authentication (RFC 7617 §2.1). */
export function base64Text(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
