// A name that the form of a tenant shares with the server; apart from the schemas, whose library browsers are spared.

/** The field in which a person agrees that rules change with the second tenant. */
export const AGREEMENT_FIELD = "agreement";
