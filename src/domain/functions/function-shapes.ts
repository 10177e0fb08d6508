import { LikenessSketch, textMember } from '#domain/code/likeness-sketch';
import type { FunctionInfo } from '#domain/document/functions';

const IMPORT = 1;
const STRING = 2;

/** Functions that are related: behind the digits of their structure, those of the imports and strings that they use. */
export function withNamesInShapes(functions: readonly FunctionInfo[]): readonly FunctionInfo[] {
  const sketch = new LikenessSketch();
  return functions.map((each) => {
    const { identity, imports = [], strings = [] } = each;
    if (identity === undefined || imports.length + strings.length === 0) return each;
    sketch.clear();
    for (const name of imports) sketch.add(textMember(IMPORT, name));
    for (const { content } of strings) sketch.add(textMember(STRING, content));
    return { ...each, identity: { exact: identity.exact, shape: identity.shape + sketch.digits() } };
  });
}
