import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPortlet } from '@yimen/create-portlet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outsideFolder } from '../../test/build-workspace.ts';
import { runYimen } from '../../test/run-yimen.ts';
import { readProject } from '../project/read-project.ts';

// Each test starts processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

let outside: { folder: string; remove: () => void };
beforeEach(() => {
  outside = outsideFolder();
});
afterEach(() => outside.remove());

const json = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;

describe('yimen create', () => {
  it('makes a project outside of this repository that checks, tests and builds as it is', async () => {
    const { code, output } = await runYimen(['create', 'parking-places'], { cwd: outside.folder });
    expect(code).toBe(0);
    expect(output).toContain('cd parking-places');
    const folder = join(outside.folder, 'parking-places');
    expect(readProject(folder).descriptor.name).toBe('parking-places');
    expect(existsSync(join(folder, 'client/view/parking-places-view.tsx'))).toBe(true);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toContain('dist/');
    expect(json(join(folder, 'package.json')).dependencies?.['@yimen/portlet-sdk']).toMatch(
      /^file:.*\/packages\/portlet-sdk$/,
    );
    const check = await runYimen(['check'], { cwd: folder });
    expect(check.complaints).toBe('');
    expect(check.code).toBe(0);
    expect(check.output).toContain('✓ [R151]');
    expect(check.output).toMatch(/ 0 failed, .* in /);
    const build = await runYimen(['build'], { cwd: folder });
    expect(build.output).toContain('parking-places 1.0.0');
    const needs = Object.keys(json(join(folder, 'dist/release.json')).build?.needs ?? {});
    expect(needs).toEqual(['@yimen/portlet-sdk', '@yimen/problem', '@yimen/ui', 'react/jsx-runtime']);
  });

  it.each(['mount', 'element', 'vue', 'frame'])(
    'makes one for %s that has types, and builds',
    async (adapter) => {
      const made = await runYimen(['create', 'parking', '--adapter', adapter], { cwd: outside.folder });
      expect(made.complaints).toBe('');
      const folder = join(outside.folder, 'parking');
      const check = await runYimen(['check', '--no-browser'], { cwd: folder });
      expect(check.complaints).toBe('');
      const build = await runYimen(['build'], { cwd: folder });
      expect(build.output).toContain('parking 1.0.0');
      const release = json(join(folder, 'dist/release.json'));
      expect(release.build?.entry).toBe(adapter === 'frame' ? 'index.html' : 'remoteEntry.js');
      expect(Object.keys(release.build?.needs ?? {})).not.toContain('react');
      expect(json(join(folder, 'package.json')).dependencies?.react).toBeUndefined();
    },
  );

  it('refuses an adapter that there is none of', async () => {
    const { code, complaints } = await runYimen(['create', 'x1', '--adapter', 'angular'], {
      cwd: outside.folder,
    });
    expect(code).toBe(2);
    expect(complaints).toMatch(/react, mount, element, frame, vue/);
  });

  it('reports a type error of the project as a mistake', async () => {
    const folder = join(outside.folder, 'typed');
    createPortlet('typed', { folder });
    writeFileSync(join(folder, 'client/wrong.ts'), "export const count: number = 'one';\n");
    const { code, complaints } = await runYimen(['check'], { cwd: folder });
    expect(code).toBe(1);
    expect(complaints).toContain('client/wrong.ts:1: TS2322');
  });

  it('takes the workspace’s packages inside of this repository', () => {
    const folder = join(import.meta.dirname, '../../../../node_modules/.yimen-create', String(process.pid));
    try {
      createPortlet('inside', { folder });
      expect(json(join(folder, 'package.json')).dependencies?.['@yimen/portlet-sdk']).toBe('0.1.0');
      const schema =
        readFileSync(join(folder, 'portlet.json'), 'utf8').match(/"\$schema": "([^"]+)"/)?.[1] ?? '';
      expect(existsSync(join(folder, schema))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses a bad name and a folder that is not empty', async () => {
    expect((await runYimen(['create', 'My Portlet'], { cwd: outside.folder })).code).toBe(2);
    expect((await runYimen(['create', 'once'], { cwd: outside.folder })).code).toBe(0);
    const again = await runYimen(['create', 'once'], { cwd: outside.folder });
    expect(again.code).toBe(2);
    expect(again.complaints).toContain('is not empty');
  });
});

describe('yimen', () => {
  it('ends with 2 for an unknown command and 0 for help', async () => {
    expect((await runYimen(['fly'])).code).toBe(2);
    expect((await runYimen(['--help'])).code).toBe(0);
  });
});
