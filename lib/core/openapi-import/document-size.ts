// How large a document may be that is sent to the console.

/** What an action of a page takes at once is 1 MiB; longer documents are imported on the command line. */
export const MOST_DOCUMENT_BYTES = 900_000;
