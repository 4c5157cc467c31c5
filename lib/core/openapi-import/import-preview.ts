// What an import would come to, as the console and the command line show it before anything is saved.
import type { Endpoint } from "@/lib/core/catalogue";
import type { EndpointChange } from "./plan-import";
import type { Remark } from "./read-openapi";

export interface ImportPreview {
  /** As the document calls itself. */
  readonly title: string;
  readonly changes: readonly EndpointChange[];
  readonly remarks: readonly Remark[];
  /** Path of the document's first server, which stands before each path only where that was asked for. */
  readonly basePath: string;
  /** The endpoints that the changes begin with. */
  readonly current: readonly Endpoint[];
  /** Of the API as it was then: sent back with what is chosen. */
  readonly version: string;
}
