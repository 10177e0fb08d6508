import type { JSX } from 'preact';

import { listFunctions } from '#client/generated/sdk.gen';
import type { FunctionFields } from '#client/generated/types.gen';
import { FunctionLink } from '../parts/at';
import { ask } from '../service/ask';
import { CATEGORIES } from './categories';
import { Figure } from './figure';
import { listPage } from './list-page';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';
import { queryOf } from './query-of';

const FUNCTION_TYPES = ['function', 'import', 'entry', 'thunk', 'library'];
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
      categories={CATEGORIES}
      columns={[
        {
          title: 'Address',
          width: '8.5rem',
          narrow: '6.2rem',
          sort: 'address',
          cell: ({ address = '' }) => <FunctionLink id={id} of={address} />,
        },
        {
          title: 'Name',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'name',
          cell: ({ name = '', address = '' }) => <FunctionLink id={id} of={address} name={name} />,
        },
        {
          title: 'Bytes',
          width: '5.5rem',
          narrow: '3.7rem',
          sort: 'size',
          cell: ({ size = 0 }) => <Figure of={size} />,
        },
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
        { title: 'Type', width: '6rem', isWide: true, cell: ({ type = '' }) => type },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listFunctions({
                client,
                path: { id },
                query: { ...queryOf(query, page), fields: FIELDS },
                signal,
              }),
            signal,
          ),
        )
      }
    />
  );
}
