/** Of the whole analysis: where it begins, and where each stage ends; what is left is for judging and storing. */
export const PERCENT = { begin: 5, structure: 40, code: 85, depth: 95 } as const;
