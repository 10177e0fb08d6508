import type { JSX } from 'preact';

import { listExports } from '#client/generated/sdk.gen';
import type { Export } from '#client/generated/types.gen';
import { At } from '../parts/at';
import { Sample } from '../parts/sample';
import { ask } from '../service/ask';
import { Figure } from './figure';
import { listPage } from './list-page';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';
import { queryOf } from './query-of';

/** What is given to others. */
export function ExportsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<Export>
      {...props}
      part="exports"
      title="Exports"
      types={['function', 'object', 'other']}
      columns={[
        {
          title: 'Address',
          width: '8.5rem',
          narrow: '6.2rem',
          sort: 'address',
          cell: ({ address }) => <At id={id} address={address} />,
        },
        {
          title: 'Name',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'name',
          cell: ({ name }) => <Sample text={name} most={120} />,
        },
        { title: 'Bytes', width: '5.5rem', narrow: '3.7rem', sort: 'size', cell: ({ size }) => <Figure of={size} /> },
        { title: 'Type', width: '6rem', isWide: true, cell: ({ type }) => type },
        {
          title: 'Leads to',
          width: '12rem',
          isWide: true,
          cell: ({ forwarder = '' }) => <Sample text={forwarder} most={80} />,
        },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listExports({
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
