/** The parts of the document that a caller may restrict the analysis to. `security` needs all of the others. */
export const FOCUS_AREAS = ['security', 'functions', 'strings', 'imports', 'exports'] as const;
export type FocusArea = (typeof FOCUS_AREAS)[number];
