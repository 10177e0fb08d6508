import type { Progress } from '#presentation/http/analysis/progress-view';

const BAR_WIDTH = 24;

/** One line that is drawn over itself on a terminal; elsewhere one line per stage. */
export class ProgressLine {
  private shown = '';

  constructor(
    private readonly name: string,
    private readonly output: NodeJS.WriteStream,
  ) {}

  show({ status, stage, progress, queue_position: position }: Progress): void {
    const what =
      status === 'pending' ? `waiting${position === null ? '' : ` (${position} before it)`}` : (stage ?? 'starting');
    if (!this.output.isTTY) {
      if (what !== this.shown) this.output.write(`${this.name}: ${what}\n`);
      this.shown = what;
      return;
    }
    const filled = Math.round((progress / 100) * BAR_WIDTH);
    this.output.write(`\r\u001b[K${this.name}: [${'#'.repeat(filled).padEnd(BAR_WIDTH, '.')}] ${progress} % ${what}`);
  }

  clear(): void {
    if (this.output.isTTY) this.output.write('\r\u001b[K');
  }
}
