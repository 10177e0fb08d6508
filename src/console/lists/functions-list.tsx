import type { JSX } from 'preact';

import { listFunctions } from '#client/generated/sdk.gen';
import type { FunctionFields } from '#client/generated/types.gen';
import { FunctionLink } from '../parts/at';
import { FUNCTION_TYPES, IMPORT_CATEGORIES } from '../parts/choices';
import { ADDRESS, BYTES, NAME, TYPE } from './columns';
import { Figure } from './figure';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';

const FIELDS = 'name,address,size,type,complexity_score,calls_to,calls_from,totals';

/** All functions; their names and addresses lead to them. */
export function FunctionsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<FunctionFields>
      {...props}
      part="functions"
      title="Functions"
      types={FUNCTION_TYPES}
      categories={IMPORT_CATEGORIES}
      list={(asked) => listFunctions({ ...asked, query: { ...asked.query, fields: FIELDS } })}
      columns={[
        { ...ADDRESS, cell: ({ address = '' }) => <FunctionLink id={id} of={address} /> },
        { ...NAME, cell: ({ name = '', address = '' }) => <FunctionLink id={id} of={address} name={name} /> },
        { ...BYTES, cell: ({ size = 0 }) => <Figure of={size} /> },
        {
          title: 'Complexity',
          width: '7rem',
          isWide: true,
          sort: 'complexity',
          cell: (row) => <Figure of={row.complexity_score} />,
        },
        {
          title: 'Calls',
          width: '5rem',
          isWide: true,
          sort: 'calls',
          cell: (row) => <Figure of={row.totals?.calls_to ?? row.calls_to?.length} />,
        },
        {
          title: 'Callers',
          width: '5rem',
          isWide: true,
          cell: (row) => <Figure of={row.totals?.calls_from ?? row.calls_from?.length} />,
        },
        { ...TYPE, cell: ({ type = '' }) => type },
      ]}
    />
  );
}
