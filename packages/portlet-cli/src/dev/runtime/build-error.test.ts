import { expect, it } from 'vitest';
import { shownMistake } from './build-error.ts';

const root = '/home/dev/garden';

it('[R75] names file and line of code that cannot be parsed, without paths of the machine', () => {
  const message = `Transform failed with 1 error:

\u001b[31m[PARSE_ERROR] Error:\u001b[0m Unexpected token
   ╭─[ work/garden/client/index.tsx:7:11 ]
   │
 7 │   modes: {{
   │           ┬
───╯
    at transformWithOxc (file:///usr/lib/vite/node.js:7673:19)`;
  expect(shownMistake({ message, id: `${root}/client/index.tsx?t=1` }, root)).toEqual({
    place: 'client/index.tsx:7',
    message: 'Unexpected token',
    excerpt: expect.stringContaining('modes: {{'),
  });
});

it('[R75] says the rules of the build in their own words', () => {
  const message = "client/view/note.ts:1: 'antd' is taken from @yimen/ui";
  expect(shownMistake({ message }, root)).toEqual({
    place: 'client/view/note.ts:1',
    message: "'antd' is taken from @yimen/ui",
    excerpt: undefined,
  });
});

it('[R75] takes what Vite knows of the place', () => {
  const error = { message: 'Failed to resolve import "./gone.ts"', frame: '1 | import "./gone.ts"' };
  expect(
    shownMistake({ ...error, loc: { file: `${root}/client/view/a.tsx`, line: 1, column: 8 } }, root),
  ).toEqual({ place: 'client/view/a.tsx:1', message: error.message, excerpt: error.frame });
});
