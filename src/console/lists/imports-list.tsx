import type { JSX } from 'preact';

import { listImports } from '#client/generated/sdk.gen';
import type { Import } from '#client/generated/types.gen';
import { At } from '../parts/at';
import { IMPORT_CATEGORIES } from '../parts/choices';
import { Sample } from '../parts/sample';
import { ADDRESS, NAME, TYPE, USERS } from './columns';
import { Figure } from './figure';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';

/** What is taken from libraries. */
export function ImportsList(props: ListProps): JSX.Element {
  return (
    <ListSection<Import>
      {...props}
      part="imports"
      title="Imports"
      types={IMPORT_CATEGORIES}
      list={listImports}
      columns={[
        { ...NAME, cell: (row) => <At id={props.id} address={referenceOf(row)} name={row.name} /> },
        {
          title: 'Library',
          width: '12rem',
          isWide: true,
          sort: 'library',
          cell: ({ library = '' }) => <Sample text={library} most={80} />,
        },
        { ...TYPE, title: 'Category', isWide: false, cell: ({ category }) => category },
        { ...USERS, cell: (row) => <Figure of={row.used_by_total} /> },
        { ...ADDRESS, title: 'Slot', isWide: true, cell: ({ address = '' }) => address },
      ]}
    />
  );
}

/** As the service calls it. */
function referenceOf({ name, library }: Import): string {
  return `imp:${library === undefined ? '' : `${library.replace(/\.dll$/i, '')}.`}${name}`;
}
