// Where clients reach an API of this instance.
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";

/**
 * The base URL before the API's own paths, without a slash at its end. `instanceUrl` is the instance's origin; an API with a host of
 * its own is reached by it, with the instance's scheme and port. The built-in APIs write their whole paths.
 */
export function baseUrlOf(api: Pick<Api, "slug" | "hosts">, instanceUrl: string): string {
  if (api.slug === MANAGEMENT_SLUG || api.slug === SERVICE_SLUG) return instanceUrl;
  const [host] = api.hosts;
  if (host === undefined) return `${instanceUrl}/gateway/${api.slug}`;
  const { protocol, port } = new URL(instanceUrl);
  return `${protocol}//${host}${port === "" ? "" : `:${port}`}`;
}
