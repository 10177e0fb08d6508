import type { Metrics } from '#application/ports/metrics.port';
import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import { SECOND_MS } from '#domain/shared/quantities';

/** Records the size of what was sent and how long identifying it takes, also when that fails: why is counted with the answer. */
export async function measured(
  metrics: Metrics,
  operation: 'content' | 'path',
  size: number,
  identify: () => Promise<LibmagicVerdict>,
): Promise<LibmagicVerdict> {
  metrics.observe('file_size_bytes', { operation }, size);
  const started = performance.now();
  try {
    return await identify();
  } finally {
    metrics.observe('magic_analysis_duration_seconds', { operation }, (performance.now() - started) / SECOND_MS);
  }
}
