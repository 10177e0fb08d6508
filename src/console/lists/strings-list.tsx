import type { JSX } from 'preact';

import { listStrings } from '#client/generated/sdk.gen';
import type { ExtractedString } from '#client/generated/types.gen';
import { At } from '../parts/at';
import { Sample } from '../parts/sample';
import { wordsOf } from '../parts/words';
import { ask } from '../service/ask';
import { Figure } from './figure';
import { listPage } from './list-page';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';
import { queryOf } from './query-of';

const STRING_TYPES =
  'url user_agent email guid registry_path ip_address file_path domain crypto command error_message format long_text readable_text binary_data'.split(
    ' ',
  );

/** All strings that were found. */
export function StringsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<ExtractedString>
      {...props}
      part="strings"
      title="Strings"
      types={STRING_TYPES}
      columns={[
        {
          title: 'Address',
          width: '8.5rem',
          narrow: '6.2rem',
          sort: 'address',
          cell: ({ address }) => <At id={id} address={address} />,
        },
        {
          title: 'Text',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'content',
          cell: ({ content }) => <Sample text={content} most={300} />,
        },
        { title: 'Type', width: '8.5rem', narrow: '6.2rem', isWide: true, cell: ({ type }) => wordsOf(type) },
        {
          title: 'Length',
          width: '5.5rem',
          narrow: '3.7rem',
          isWide: true,
          sort: 'length',
          cell: ({ length }) => <Figure of={length} />,
        },
        { title: 'Users', width: '5rem', isWide: true, cell: (row) => <Figure of={row.used_by_total} /> },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listStrings({
                client,
                path: { id },
                query: queryOf(query, page),
                signal,
              }),
            signal,
          ),
        )
      }
    />
  );
}
