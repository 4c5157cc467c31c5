// The dialect of a stored API.
import type { Dialect } from "@/lib/core/dialects/dialect";
import { dialectSchema } from "@/lib/core/dialects/dialect-schema";
import { DIALECTS } from "@/lib/core/dialects/index";

/**
 * The dialect that ships under the stored name, or the API's own literal.
 * @throws Error when this build knows no such dialect: the row was written by a newer one
 */
export function storedDialect(api: { readonly slug: string; readonly dialect: string; readonly customDialect: unknown }): Dialect {
  const dialect = api.customDialect === null ? DIALECTS[api.dialect] : dialectSchema.parse(api.customDialect);
  if (dialect === undefined) throw new Error(`the API ${api.slug} has the dialect ${api.dialect}, which this build does not know`);
  return dialect;
}
