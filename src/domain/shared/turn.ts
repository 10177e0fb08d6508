/** Resolves when others have run: hand it to what computes for long. */
export type Turn = () => Promise<unknown>;
