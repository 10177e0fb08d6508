import type { VerdictWord } from '#domain/document/security-findings';
import type { Style } from '../terminal/pieces';

export const VERDICT_STYLES: Readonly<Record<VerdictWord, Style>> = {
  ordinary: 'green',
  noteworthy: 'cyan',
  suspicious: 'yellow',
  dangerous: 'red',
};
