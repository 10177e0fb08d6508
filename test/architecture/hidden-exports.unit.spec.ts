import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SRC = join(__dirname, '../../src');
const OPTIONS = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, experimentalDecorators: true };

/** Functions of a compiled module with a name `exports` of their own in which the module's own exported constants are meant. */
function hiddenExports(source: string): readonly string[] {
  const compiled = ts.transpileModule(source, { compilerOptions: OPTIONS }).outputText;
  const own = new Set([...compiled.matchAll(/^exports\.(\w+) = /gm)].map(([, name]) => name));
  const found: string[] = [];
  const visit = (node: ts.Node, scopes: readonly ts.Node[]): void => {
    const inner = ts.isFunctionLike(node) ? [...scopes, node] : scopes;
    const isBinding = ts.isParameter(node) || ts.isBindingElement(node) || ts.isVariableDeclaration(node);
    if (isBinding && ts.isIdentifier(node.name) && node.name.text === 'exports') {
      const text = inner.at(-1)?.getText() ?? '';
      for (const [, name] of text.matchAll(/\bexports\.(\w+)/g)) if (own.has(name)) found.push(`exports.${name}`);
    }
    ts.forEachChild(node, (child) => {
      visit(child, inner);
    });
  };
  visit(ts.createSourceFile('module.js', compiled, ts.ScriptTarget.ES2023, true), []);
  return found;
}

describe("modules as TypeScript compiles them, to `exports.NAME` for each constant of the module's own", () => {
  const CONSTANT = 'export const NAME = 1;\n';

  it('are seen to lose a constant where a parameter or a variable hides it', () => {
    expect(hiddenExports(`${CONSTANT}export function f({ exports }) { return exports.map(() => NAME); }`)).toEqual([
      'exports.NAME',
    ]);
    expect(hiddenExports(`${CONSTANT}const f = (all) => { const { exports } = all; return NAME; };`)).toHaveLength(1);
    expect(hiddenExports(`${CONSTANT}export function f({ exports }) { return exports.length; }`)).toEqual([]);
  });

  it('lose none', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?<!\.spec)\.ts$/.test(path),
    );
    expect(files.length).toBeGreaterThan(100);
    const suspects = files.map((path) => ({ path, source: readFileSync(join(SRC, path), 'utf8') }));
    const lost = suspects
      .filter(({ source }) => /[{,(]\s*exports\b/.test(source))
      .flatMap(({ path, source }) => hiddenExports(source).map((name) => `${path}: ${name}`));
    expect(lost).toEqual([]);
  });
});
