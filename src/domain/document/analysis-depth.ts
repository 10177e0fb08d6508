/** How far an analysis goes: structure only, with code, with everything that radare2 finds. */
export const ANALYSIS_DEPTHS = ['quick', 'standard', 'comprehensive'] as const;
export type AnalysisDepth = (typeof ANALYSIS_DEPTHS)[number];
