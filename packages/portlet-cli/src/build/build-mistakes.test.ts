import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { copyOf } from '../../test/build-workspace.ts';
import { mistakeText, PortletMistakes } from '../vite/portlet-mistakes.ts';
import { buildPortlet } from './build-portlet.ts';

let remove: (() => void) | undefined;
afterEach(() => remove?.());

const index = `import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };
import { View } from './view.tsx';
export const portlet = definePortlet({ descriptor, modes: { view: async () => View } });
`;

async function mistakesOf(files: Record<string, string>): Promise<string[]> {
  const copy = copyOf('mistakes', { 'client/index.tsx': index, ...files });
  remove = copy.remove;
  const error = await buildPortlet(copy.folder).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(existsSync(join(copy.folder, 'dist'))).toBe(false);
  if (error instanceof PortletMistakes) return error.mistakes.map(mistakeText);
  throw error ?? new Error('the build succeeded');
}

describe('the build refuses', () => {
  it('[R63] a second copy of what the shell shares, naming file and line of each', async () => {
    const found = await mistakesOf({
      'client/view.tsx': `import { Button } from 'antd';
import { CloseOutlined } from "@ant-design/icons";
import { createRoot } from 'react-dom/client';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { readFileSync } from 'node:fs';
import { join } from 'path';
export const View = () => <Button icon={<CloseOutlined />}>{String([createRoot, renderPortlet, readFileSync, join])}</Button>;
`,
    });
    expect(found).toEqual([
      expect.stringMatching(/^client\/view\.tsx:1: "antd" .*import from "@yimen\/ui"$/),
      expect.stringMatching(/^client\/view\.tsx:2: "@ant-design\/icons" /),
      expect.stringMatching(/^client\/view\.tsx:3: "react-dom\/client" is not shared/),
      expect.stringMatching(/^client\/view\.tsx:4: "@yimen\/portlet-sdk\/testing" /),
      expect.stringMatching(/^client\/view\.tsx:5: "node:fs" does not exist in a browser$/),
      expect.stringMatching(/^client\/view\.tsx:6: "path" does not exist in a browser$/),
    ]);
  });

  it('[R64] code from outside of the portal', async () => {
    const found = await mistakesOf({
      'client/view.tsx': `const load = () => import('https://example.org/x.js');
export const View = () => <button type="button" onClick={load}>x</button>;
`,
    });
    expect(found).toEqual([
      expect.stringMatching(/^client\/view\.tsx:1: "https:\/\/example\.org\/x\.js" is outside/),
    ]);
  });

  it('[R65] global styles, styles and assets from outside, naming file and line of each', async () => {
    const found = await mistakesOf({
      'client/view.tsx': `import './reset.css';
import './theme.scss';
import styles from './view.module.css';
export const View = () => <p className={styles.text}>x</p>;
`,
      'client/reset.css': 'body { margin: 0 }\n',
      'client/theme.scss': '.a { color: red }\n',
      'client/view.module.css': `@import "./more.module.css";
@import "https://example.org/font.css";
@import "antd/dist/reset.css";
.text, p { color: red }
:root { --x: 1px }
:global(.ant-btn) { color: red }
.text :global(.ant-btn) { background: url(https://example.org/a.png) }
@media print { a:hover { color: red } }
@property --angle { syntax: '<angle>'; inherits: false; initial-value: 0deg }
.text { & b { color: red } }
@keyframes turn { from { opacity: 0 } }
`,
      'client/more.module.css': `.ok { color: red }
* { box-sizing: border-box }
`,
    });
    expect(found.map((text) => text.split(': ')[0])).toEqual([
      'client/more.module.css:2',
      'client/reset.css',
      'client/theme.scss',
      'client/view.module.css:2',
      'client/view.module.css:3',
      'client/view.module.css:4',
      'client/view.module.css:5',
      'client/view.module.css:6',
      'client/view.module.css:7',
      'client/view.module.css:8',
      'client/view.module.css:9',
    ]);
  });

  it('[R2] a bad descriptor, naming every mistake', async () => {
    const found = await mistakesOf({
      'portlet.json': '{ "name": "X", "version": "1" }',
      'client/view.tsx': 'export {};',
    });
    expect(found).toContain('portlet.json: /name must match ^[a-z][a-z0-9-]*[a-z0-9]$');
    expect(found).toContain('portlet.json: / is missing sdk');
    expect(found.length).toBeGreaterThan(8);
  });

  it('[R6] a definition whose modes are not the declared ones', async () => {
    const found = await mistakesOf({
      'client/index.tsx': index.replace('view: async', 'edit: async () => View, show: async'),
      'client/view.tsx': 'export const View = () => null;\n',
    });
    expect(found).toEqual([
      'portlet.json: /modes "view" has no code',
      'portlet.json: /modes "edit" has code but is not declared',
      'portlet.json: /modes "show" has code but is not declared',
    ]);
  });

  it('[R11] a client that exports no portlet', async () => {
    const found = await mistakesOf({
      'client/index.tsx': index.replace('export const portlet', 'export const other'),
      'client/view.tsx': 'export const View = () => null;\n',
    });
    expect(found).toEqual([expect.stringMatching(/^client\/index\.tsx: exports no "portlet"/)]);
  });

  it('a project without code, and a descriptor that is no JSON', async () => {
    const copy = copyOf('mistakes');
    remove = copy.remove;
    await expect(buildPortlet(copy.folder)).rejects.toThrow('client/index.tsx: is missing');
    expect(await mistakesOf({ 'portlet.json': '{' })).toEqual([
      expect.stringMatching(/^portlet\.json: cannot be read/),
    ]);
  });
});
