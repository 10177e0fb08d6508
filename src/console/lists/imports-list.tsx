import type { JSX } from 'preact';

import { listImports } from '#client/generated/sdk.gen';
import type { Import } from '#client/generated/types.gen';
import { At } from '../parts/at';
import { Sample } from '../parts/sample';
import { ask } from '../service/ask';
import { CATEGORIES } from './categories';
import { Figure } from './figure';
import { listPage } from './list-page';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';
import { queryOf } from './query-of';

/** What is taken from libraries. */
export function ImportsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<Import>
      {...props}
      part="imports"
      title="Imports"
      types={CATEGORIES}
      columns={[
        {
          title: 'Name',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'name',
          cell: ({ name, library }) => (
            <At
              id={id}
              address={`imp:${library === undefined ? '' : `${library.replace(/\.dll$/i, '')}.`}${name}`}
              name={name}
            />
          ),
        },
        {
          title: 'Library',
          width: '12rem',
          isWide: true,
          sort: 'library',
          cell: ({ library = '' }) => <Sample text={library} most={80} />,
        },
        { title: 'Category', width: '6rem', cell: ({ category }) => category },
        { title: 'Users', width: '5rem', cell: (row) => <Figure of={row.used_by_total} /> },
        {
          title: 'Slot',
          width: '8.5rem',
          narrow: '6.2rem',
          isWide: true,
          sort: 'address',
          cell: ({ address = '' }) => address,
        },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listImports({
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
