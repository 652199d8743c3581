import { readFileSync } from 'node:fs';
import { type ESTree, parseSync, Visitor } from 'vite';

const definers = ['definePortlet', 'defineMount', 'defineElement'];

function keyOf(property: ESTree.ObjectPropertyKind): string | undefined {
  if (property.type !== 'Property' || property.computed) return undefined;
  const { key } = property;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

function memberOf(object: ESTree.ObjectExpression, name: string): ESTree.Expression | undefined {
  for (const property of object.properties) {
    if (property.type === 'Property' && keyOf(property) === name) return property.value;
  }
  return undefined;
}

/**
 * The modes that a definition has code for, read from the text `definePortlet({ modes: { view: … } })`.
 *
 * @param file the client's entry
 * @returns names of the modes; undefined when the object is not written out there, so that nothing can be said
 */
export function modesWithCode(file: string): string[] | undefined {
  let modes: string[] | undefined;
  const visitor = new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== 'Identifier' || !definers.includes(callee.name)) return;
      if (first?.type !== 'ObjectExpression') return;
      const value = memberOf(first, 'modes');
      if (value?.type !== 'ObjectExpression') return;
      const keys = value.properties.map(keyOf);
      if (keys.every((key) => key !== undefined)) modes = keys;
    },
  });
  visitor.visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return modes;
}
