// The notification channels on which processes of one instance speak to each other.

/** Payload: a KeyChange. */
export const KEYS_CHANNEL = "keyfuse_keys";
/** Payload: a Revocation as JSON, or nothing: read them all. */
export const REVOCATIONS_CHANNEL = "keyfuse_revocations";
/** No payload: APIs, plans or endpoints changed. */
export const CATALOGUE_CHANNEL = "keyfuse_catalogue";
/** Payload: a random id. A process that holds a lease repeats it on the second channel once it has acted on all that came before. */
export const BARRIER_CHANNEL = "keyfuse_barrier";
export const BARRIER_DONE_CHANNEL = "keyfuse_barrier_done";
