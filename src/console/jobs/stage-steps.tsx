import type { JSX } from 'preact';

import { toldText } from '../parts/shown-text';
import { wordsOf } from '../parts/words';

interface StageStepsProps {
  readonly name: string;
  readonly status: string;
  readonly stage: string | null;
  readonly progress: number;
  readonly depth: string;
  readonly waits?: string;
}

/** Which stages a job has passed, which one it is at, and how far it is. */
export function StageSteps({ name, status, stage, progress, depth, waits }: StageStepsProps): JSX.Element {
  const stages = stagesOf(depth);
  const at = stage === null ? -1 : stages.indexOf(stage);
  return (
    <div class="stages">
      <progress value={progress} max={100} aria-label={`Progress of ${toldText(name)}`} />
      <span class="soft">
        {status === 'pending'
          ? (waits ?? 'waits for its turn')
          : stages.map((each, index) => (
              <span class={index < at ? 'stage passed' : index === at ? 'stage now' : 'stage'}>{wordsOf(each)}</span>
            ))}
      </span>
    </div>
  );
}

function stagesOf(depth: string): readonly string[] {
  if (depth === 'quick') return ['intake', 'structure', 'meaning'];
  return depth === 'standard'
    ? ['intake', 'structure', 'code', 'meaning']
    : ['intake', 'structure', 'code', 'depth', 'meaning'];
}
