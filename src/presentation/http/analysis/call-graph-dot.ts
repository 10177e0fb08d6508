import type { CallGraph } from '#domain/results/call-graph';

export const DOT_TYPE = 'text/vnd.graphviz';

/** In the language of Graphviz. Names come from samples: they stand in quotes, and nothing in them means anything there. */
export function dotOf({ nodes, edges, truncated }: CallGraph): string {
  return [
    'digraph calls {',
    ...(truncated ? ['  // Not all that calls lead to is shown.'] : []),
    ...nodes.map(({ address, name, kind }) => {
      const shape = kind === 'import' ? ', shape=box' : '';
      return `  ${quoted(address)} [label=${quoted(name)}${shape}];`;
    }),
    ...edges.map(({ from, to }) => `  ${quoted(from)} -> ${quoted(to)};`),
    '}',
    '',
  ].join('\n');
}

/** A backslash is an escape in labels, and before a quote or a line's end; `&` begins an entity of HTML. */
function quoted(text: string): string {
  return `"${text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
