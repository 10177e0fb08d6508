import type { JSX } from 'preact';

import { hrefOf } from '../shell/route';
import { Sample } from './sample';

const ADDRESS = /(\b0x[0-9a-f]{1,16}\b)/;

/** An address, leading to what is there. */
export function At({
  id,
  address,
  name,
}: {
  readonly id: string;
  readonly address: string;
  readonly name?: string;
}): JSX.Element {
  return (
    <a class="at" href={hrefOf(['files', id, 'facts', address])}>
      {name === undefined ? address : <Sample text={name} most={100} />}
    </a>
  );
}

/** A function by its address or name. */
export function FunctionLink({
  id,
  of,
  name = of,
}: {
  readonly id: string;
  readonly of: string;
  readonly name?: string;
}): JSX.Element {
  return (
    <a class="at" href={hrefOf(['files', id, 'functions', of])}>
      <Sample text={name} most={100} />
    </a>
  );
}

/** A line about a file, its addresses leading to what is there. Nothing else of it is ever a link. */
export function Line({ id, text }: { readonly id: string; readonly text: string }): JSX.Element {
  return (
    <>
      {text.split(ADDRESS).map((part) => (ADDRESS.test(part) ? <At id={id} address={part} /> : <Sample text={part} />))}
    </>
  );
}
