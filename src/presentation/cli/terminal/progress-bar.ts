import type { Output } from './output';

const WIDTH = 24;

/** One line, drawn over itself, of how far a call is. */
export function showProgress(output: Output, share: number, words: string): void {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
  output.progress(`[${'#'.repeat(filled).padEnd(WIDTH, '.')}] ${Math.round(share * 100)} % ${words}`);
}
