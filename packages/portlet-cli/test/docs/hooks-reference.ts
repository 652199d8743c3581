import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../src/docs/serve-docs.ts';

const hooks = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (use[A-Z]\w*)([\s\S]*?)\s*\{\n/g;

function plain(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .trim();
}

function section(name: string, comment: string, rest: string): string {
  const [about = '', ...tags] = plain(comment).split(/^@/m);
  const told = tags.map((tag) => {
    const [, kind = '', text = ''] = /^(\w+)\s*([\s\S]*)$/.exec(tag.trim()) ?? [];
    if (kind === 'example') return `\n    ${text.replaceAll('\n', '\n    ')}`;
    return `- ${kind === 'param' ? text.replace(/^(\w+)/, '`$1`:') : `*${kind}* ${text}`}`.replaceAll(
      '\n',
      '\n  ',
    );
  });
  const all = `${name}${rest}`.split('export function ').map((text) => text.replaceAll(/\s+/g, ' ').trim());
  // Of several signatures the last is the implementation's.
  const signatures = all.length > 1 ? all.slice(0, -1) : all;
  return `## ${name}\n\n    ${signatures.join('\n    ')}\n\n${about.trim()}${told.length > 0 ? `\n\n${told.join('\n')}` : ''}`;
}

/** The hooks of the SDK as a page, made of what is written above them in the code. */
export function hooksReference(): string {
  const sdk = join(repository, 'packages/portlet-sdk/src');
  const exported = readFileSync(join(sdk, 'index.ts'), 'utf8');
  const files = [
    'context/portlet-context-provider.ts',
    ...readdirSync(join(sdk, 'hooks')).map((name) => `hooks/${name}`),
  ];
  const found = files
    .filter((name) => /(?<!\.test|\.test-d)\.tsx?$/.test(name))
    .flatMap((name) => [...readFileSync(join(sdk, name), 'utf8').matchAll(hooks)])
    .filter(([, , name = '']) => new RegExp(`\\b${name}\\b`).test(exported))
    .sort(([, , a = ''], [, , b = '']) => (a < b ? -1 : 1));
  return `# Hooks

Made by the tests of what stands above each hook in \`packages/portlet-sdk/src\`; change that. Hooks work inside of a portlet
window only, and fail loudly for a name that \`portlet.json\` does not declare.

${found.map(([, comment = '', name = '', rest = '']) => section(name, comment, rest)).join('\n\n')}
`;
}
