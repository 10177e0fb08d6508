import type { JSX } from 'preact';

import { listSections } from '#client/generated/sdk.gen';
import type { Overlay, Section } from '#client/generated/types.gen';
import { bytesText } from '../parts/words';
import { ask } from '../service/ask';
import { useReading } from '../service/use-reading';

interface FileMapProps {
  readonly id: string;
  readonly size: number;
  /** Changes when there is more to show. */
  readonly sections: number;
  readonly overlay: Overlay | undefined;
}

const WIDTH = 1000;
const HEIGHT = 40;
const MOST = 200;
/** Bits per byte: compressed or encrypted bytes have more. */
const DENSE = 7;

/** The file from its first byte to its last, to scale: what is code, what is written to, what is packed. */
export function FileMap({ id, size, sections, overlay }: FileMapProps): JSX.Element | null {
  const { value } = useReading(`${id} ${sections}`, (signal) =>
    ask(
      (client) =>
        listSections({
          client,
          path: { id },
          query: { page_size: MOST, partial: 'true', sort: 'size', order: 'desc' },
          signal,
        }),
      signal,
    ),
  );
  const known = (Array.isArray(value?.data) ? value.data : []).filter((each) => each.size > 0);
  if (known.length === 0) return null;
  const scale = (bytes: number): number => (Math.min(bytes, size) / Math.max(size, 1)) * WIDTH;
  return (
    <section aria-labelledby="map-title" class="whole">
      <h2 id="map-title">Picture of the file</h2>
      <svg
        class="map"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={told(known, overlay)}
      >
        <rect class="gap" width={WIDTH} height={HEIGHT} />
        {known.map((section) => (
          <rect
            class={kindOf(section)}
            x={scale(Number(section.offset))}
            width={Math.max(scale(section.size), 0.7)}
            height={HEIGHT}
          />
        ))}
        {overlay !== undefined && (
          <rect class="overlay" x={scale(Number(overlay.offset))} width={scale(overlay.size)} height={HEIGHT} />
        )}
      </svg>
      <ul class="legend small" aria-hidden="true">
        {[
          ['code', 'code'],
          ['writable', 'writable'],
          ['data', 'read only'],
          ['dense', 'packed or encrypted'],
          ['overlay', 'overlay'],
          ['gap', 'headers and gaps'],
        ].map(([kind, text]) => (
          <li>
            <span class={`key ${kind ?? ''}`} /> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function kindOf({ permissions, entropy = 0 }: Section): string {
  if (entropy > DENSE) return 'dense';
  if (permissions.includes('x')) return 'code';
  return permissions.includes('w') ? 'writable' : 'data';
}

function told(sections: readonly Section[], overlay: Overlay | undefined): string {
  const bytes = (kind: string): number =>
    sections.filter((each) => kindOf(each) === kind).reduce((sum, each) => sum + each.size, 0);
  const parts = ['code', 'writable', 'data', 'dense'].map((kind) => `${kind} ${bytesText(bytes(kind))}`);
  return `${sections.length} sections: ${parts.join(', ')}${overlay === undefined ? '' : `; overlay ${bytesText(overlay.size)}`}`;
}
