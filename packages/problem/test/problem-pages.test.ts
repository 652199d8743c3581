import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemTypes } from '../src/index.ts';

const folder = new URL('../types/', import.meta.url);
const pages = readdirSync(folder);

describe('pages of problem types', () => {
  it('has one page for each type and none more', () => {
    const names = Object.keys(problemTypes).map((name) => `${name}.md`);
    expect(pages.toSorted()).toEqual(names.toSorted());
  });

  it.each(pages)('%s says what happened, the likely cause and what to do', (page) => {
    const text = readFileSync(new URL(page, folder), 'utf8');
    const name = page.replace(/\.md$/, '');
    const sections = text.split(/^## /m).slice(1);
    expect(text.startsWith(`# ${name}\n\n\`urn:yimen:problem:${name}\`\n`)).toBe(true);
    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual([
      'What happened',
      'Likely cause',
      'What to do',
    ]);
    for (const section of sections) expect(section.split('\n').slice(1).join('').trim()).not.toBe('');
  });
});
