// How long work that nobody waits for makes room for others.

/** Awaited after each piece: lets others have the database. False = the work is to end here. */
export type Pause = () => Promise<boolean>;
