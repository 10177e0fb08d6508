import { useEffect, useReducer, useState } from 'preact/hooks';

import type { ReadPage } from './paged-rows';
import { PagedRows } from './paged-rows';

/** The rows of a list: others when the question is another. */
export function useRows<Row>(question: string, read: ReadPage<Row>): PagedRows<Row> | undefined {
  const [, draw] = useReducer<number, undefined>((times) => times + 1, 0);
  const [rows, setRows] = useState<PagedRows<Row>>();
  useEffect(() => {
    const made = new PagedRows<Row>(read, () => draw(undefined));
    setRows(made);
    made.want(0, 0);
    return () => made.close();
  }, [question]);
  return rows;
}
