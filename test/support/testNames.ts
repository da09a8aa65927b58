import { readFileSync } from 'fs';
import ts from 'typescript';

const GROUPS = ['describe'];
const TESTS = ['test', 'it'];

/**
 * The full names of the tests in a file, as `jest -t` takes them: the names of the groups around a test, and its own. The
 * name of a test that is run for several cases has the place-holders of its table in it.
 */
export function testNames(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const name = ts.isCallExpression(node) ? nameOf(node) : undefined;
    const inner = name?.isGroup ? [...groups, name.text] : groups;
    if (name && !name.isGroup) names.push([...groups, name.text].join(' '));
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, []);
  return names;
}

function nameOf(call: ts.CallExpression): { text: string; isGroup: boolean } | undefined {
  const callee = calleeOf(call.expression);
  const [first] = call.arguments;
  if (callee === undefined || !first || !ts.isStringLiteralLike(first)) return undefined;
  return { text: first.text, isGroup: GROUPS.includes(callee) };
}

/** `test`, `it` or `describe`, also of `test.each(...)`; undefined for any other call. */
function calleeOf(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return [...GROUPS, ...TESTS].find((name) => name === expression.text);
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression))
    return calleeOf(expression.expression);
  return undefined;
}
