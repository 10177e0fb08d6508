import { deserialize, serialize } from 'node:v8';

import type { RelationColumns } from '#domain/results/relation-columns';
import type { SectionColumns } from './section-columns';

export function encodeColumns(columns: SectionColumns | RelationColumns): Buffer {
  return serialize(columns);
}

/** Of bytes whose checksum was right: nobody else writes them. */
export function decodeColumns(stored: Uint8Array): SectionColumns | RelationColumns {
  return deserialize(stored) as SectionColumns | RelationColumns;
}
