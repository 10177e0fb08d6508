import type { JSX } from 'preact';

import { listExports } from '#client/generated/sdk.gen';
import type { Export } from '#client/generated/types.gen';
import { At } from '../parts/at';
import { EXPORT_TYPES } from '../parts/choices';
import { Sample } from '../parts/sample';
import { ADDRESS, BYTES, NAME, TYPE } from './columns';
import { Figure } from './figure';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';

/** What is given to others. */
export function ExportsList(props: ListProps): JSX.Element {
  return (
    <ListSection<Export>
      {...props}
      part="exports"
      title="Exports"
      types={EXPORT_TYPES}
      list={listExports}
      columns={[
        { ...ADDRESS, cell: ({ address }) => <At id={props.id} address={address} /> },
        { ...NAME, cell: ({ name }) => <Sample text={name} most={120} /> },
        { ...BYTES, cell: ({ size }) => <Figure of={size} /> },
        { ...TYPE, cell: ({ type }) => type },
        {
          title: 'Leads to',
          width: '12rem',
          isWide: true,
          cell: ({ forwarder = '' }) => <Sample text={forwarder} most={80} />,
        },
      ]}
    />
  );
}
