// A name that forms of deletion share with the server; apart from what reads forms, which browsers are spared.

/** The field in which a deletion is confirmed by the name or id of what is deleted. */
export const CONFIRMATION_FIELD = "confirmation";
