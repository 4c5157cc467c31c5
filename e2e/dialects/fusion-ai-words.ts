// The words of the Fusion AI dialect, and the calls that its rows make.
import type { Answered, Call, Expected } from "./row";
import { secretOf } from "./secrets";

export const error = (type: Expected, code: Expected, message: Expected): Expected => ({ error: { message, type, code, param: null } });
export const unauthorized = (code: string, message: RegExp = /\S/): Answered => ({
  status: 401,
  json: error("authentication_error", code, message),
  headers: { "www-authenticate": /^Bearer\b/ },
});
export const forbidden = (code: string): Answered => ({ status: 403, json: error(/\S/, code, /\S/) });

// The page's three hints; a message names the one that helps.
export const PREFIX_HINT = /starts with "sk-fusion-"/;
export const FORMAT_HINT = /Check the Authorization header format: "Bearer sk-fusion-\.\.\."/;
export const SPACES_HINT = /Ensure no extra spaces or characters in the key/;

export const missing = unauthorized("missing_api_key", FORMAT_HINT);
export const invalid = unauthorized("invalid_api_key");
export const malformed = unauthorized("invalid_api_key", FORMAT_HINT);

export const secret = (name: string) => secretOf("fusion", name);
export const call = (authorization: string | null, path = "/chat", method = "POST"): Call => ({
  method,
  path: `/gateway/fusion${path}`,
  headers: [
    ...(authorization === null ? [] : [["Authorization", authorization] as const]),
    ...(method === "POST" ? [["Content-Type", "application/json"] as const] : []),
  ],
  ...(method === "POST" ? { body: '{"prompt":"Hello, world!","provider":"neuroswitch"}' } : {}),
});
export const bearer = (name: string, path?: string, method?: string) => call(`Bearer ${secret(name)}`, path, method);
