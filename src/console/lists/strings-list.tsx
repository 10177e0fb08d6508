import type { JSX } from 'preact';

import { listStrings } from '#client/generated/sdk.gen';
import type { ExtractedString } from '#client/generated/types.gen';
import { At } from '../parts/at';
import { STRING_TYPES } from '../parts/choices';
import { Sample } from '../parts/sample';
import { wordsOf } from '../parts/words';
import { ADDRESS, BYTES, NAME, TYPE, USERS } from './columns';
import { Figure } from './figure';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';

/** All strings that were found. */
export function StringsList(props: ListProps): JSX.Element {
  return (
    <ListSection<ExtractedString>
      {...props}
      part="strings"
      title="Strings"
      types={STRING_TYPES}
      list={listStrings}
      columns={[
        { ...ADDRESS, cell: ({ address }) => <At id={props.id} address={address} /> },
        { ...NAME, title: 'Text', sort: 'content', cell: ({ content }) => <Sample text={content} most={300} /> },
        { ...TYPE, width: '8.5rem', cell: ({ type }) => wordsOf(type) },
        { ...BYTES, title: 'Length', isWide: true, sort: 'length', cell: ({ length }) => <Figure of={length} /> },
        { ...USERS, isWide: true, cell: (row) => <Figure of={row.used_by_total} /> },
      ]}
    />
  );
}
