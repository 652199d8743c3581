import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../../..');
const spec = readFileSync(join(import.meta.dirname, '../SPEC.md'), 'utf8');

/** Rules by number, as SPEC.md writes them: `- **R4** …`. */
const rules = [...spec.matchAll(/^- \*\*(R\d+)\*\* \S/gm)].map(([, rule]) => rule ?? '');

type Citation = { readonly rule: string; readonly file: string; readonly words: string };

/** Tests cited below a rule: `  - tested in <file>: <words of its name>`. */
const citations = spec.split('\n').reduce<{ rule: string; all: Citation[] }>(
  ({ rule, all }, line) => {
    const [, file, words] = /^ {2}- tested in (\S+): (.+)$/.exec(line) ?? [];
    const present = /^- \*\*(R\d+)\*\*/.exec(line)?.[1] ?? rule;
    return { rule: present, all: file && words ? [...all, { rule, file, words }] : all };
  },
  { rule: '', all: [] },
).all;

/** Every `it('[R4] …')` and `test('[R4][R5] …')` of the repository, with its file. */
function testNames(): { file: string; rule: string }[] {
  const places = ['packages', 'shell', 'portlets', 'e2e'].map(
    (folder) => `${folder}/**/*.{test,spec}.{ts,tsx}`,
  );
  const files = globSync(places, {
    cwd: repository,
    exclude: (path) => /(^|\/)(node_modules|dist|\.data)$/.test(String(path)),
  });
  return files.flatMap((file) => {
    const text = readFileSync(join(repository, file), 'utf8');
    const names = [
      ...text.matchAll(/\b(?:it|test|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`])((?:\[R\d+\]\s*)+)/g),
    ];
    return names.flatMap(([, , numbers = '']) =>
      [...numbers.matchAll(/R\d+/g)].map(([rule]) => ({ file, rule })),
    );
  });
}

/** The line that has the words. */
function lineWith(text: string, words: string): string {
  return text.split('\n').find((line) => line.includes(words)) ?? '';
}

const tests = testNames();

describe('SPEC.md', () => {
  it('numbers each rule once', () => {
    expect(rules.length).toBeGreaterThan(30);
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  it('has a test for every rule', () => {
    expect(rules.filter((rule) => ![...tests, ...citations].some((test) => test.rule === rule))).toEqual([]);
  });

  it('cites only tests that are there', () => {
    const missing = citations.filter(({ file, words }) => {
      const path = join(repository, file);
      return !existsSync(path) || !/\b(it|test)\(/.test(lineWith(readFileSync(path, 'utf8'), words));
    });
    expect(missing).toEqual([]);
  });

  it('knows every rule that a test names', () => {
    expect(tests.filter(({ rule }) => !rules.includes(rule))).toEqual([]);
  });
});
