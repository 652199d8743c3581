// @vitest-environment jsdom
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { act, fireEvent, render, screen } from '@testing-library/react';
import * as sdk from '@yimen/portlet-sdk';
import { createTestContext } from '@yimen/portlet-sdk/testing';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOf, fixture } from '../../test/build-workspace.ts';
import { importNatively } from '../../test/import-natively.ts';
import type { Container } from '../vite/runtime/container.ts';
import type { ShareScope } from '../vite/runtime/share-scope.ts';
import { type BuiltPortlet, buildPortlet } from './build-portlet.ts';
import { sha384 } from './release-manifest.ts';

const share = (version: string, module: object) => ({ [version]: { lib: () => module } });
const shell: ShareScope = {
  react: share(React.version, React),
  // As a big package is shared: fetched when the first portlet asks for it.
  'react/jsx-runtime': { [React.version]: { get: async () => () => jsxRuntime } },
  '@yimen/portlet-sdk': share('0.1.0', sdk),
};

let outDir: string;
let built: BuiltPortlet;
let copies = 0;
/** A new evaluation of the container, as on a new page. */
const load = (): Promise<Container> => {
  copies += 1;
  return importNatively<Container>(`${pathToFileURL(join(outDir, 'remoteEntry.js')).href}?${copies}`);
};

beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'yimen-gallery-'));
  built = await buildPortlet(fixture('gallery'), { outDir });
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

describe('a built portlet', () => {
  it('[R60] is one federation container that takes its shared packages from the shell', async () => {
    const container = await load();
    expect(Object.keys(container).sort()).toEqual(['get', 'init', 'needsRuntime']);
    await container.init(shell);
    const { portlet } = (await container.get('./portlet'))() as { portlet: sdk.PortletDefinition };
    const View = await portlet.modes.view();
    const { context } = createTestContext({
      descriptor: portlet.descriptor,
      preferences: { greeting: '早' },
    });
    render(
      <sdk.PortletContextProvider context={context}>
        <View />
      </sdk.PortletContextProvider>,
    );
    const button = screen.getByRole('button');
    expect(button.textContent).toBe('早 0');
    act(() => void fireEvent.click(button));
    expect(button.textContent).toBe('早 1');
    const image = button.querySelector('img')?.src ?? '';
    expect(image).toMatch(/\/assets\/large-[\w-]+\.svg$/);
    expect(new URL(image).protocol).toBe('file:');
  });

  it('[R61] writes down only the shared packages that it imports, with ranges', () => {
    expect(built.release.build.needs).toEqual({
      '@yimen/portlet-sdk': '^0.1.0',
      react: '^19.3.0',
      'react/jsx-runtime': '^19.3.0',
    });
  });

  it('[R61] refuses a shell that shares another version, or nothing, and says which', async () => {
    const { 'react/jsx-runtime': _left, ...without } = shell;
    await expect((await load()).init({ ...shell, react: share('18.3.1', React) })).rejects.toThrow(
      'the shell shares react 18.3.1; the portlet needs ^19.3.0',
    );
    await expect((await load()).init(without)).rejects.toThrow('react/jsx-runtime not at all');
  });

  it('[R61] tries again after a refusal', async () => {
    const container = await load();
    await expect(container.init({})).rejects.toThrow();
    await container.init(shell);
    expect(await container.get('./portlet')).toBeTypeOf('function');
  });

  it('[R12] evaluates the code of a mode when it is first shown, not before', async () => {
    Reflect.deleteProperty(globalThis, 'galleryModes');
    const container = await load();
    await container.init(shell);
    const { portlet } = (await container.get('./portlet'))() as { portlet: sdk.PortletDefinition };
    expect(Reflect.get(globalThis, 'galleryModes')).toBeUndefined();
    await portlet.modes.help?.();
    expect(Reflect.get(globalThis, 'galleryModes')).toEqual(['help']);
  });

  it('[R62] has its styles inside, in a layer and scope of its own', async () => {
    const code = readFileSync(join(outDir, 'remoteEntry.js'), 'utf8');
    expect(built.release.build.hasStyles).toBe(true);
    expect(code).toContain('@scope ([data-portlet=\\"gallery\\"]');
    expect(code).toMatch(/@layer portlet\{@keyframes gallery_turn_/);
    expect(code).toMatch(/url\(__YIMEN_BASE__assets\/large-[\w-]+\.svg\)/);
    expect(built.release.files.map((file) => file.path).filter((path) => path.endsWith('.css'))).toEqual([]);
  });

  it('[R60] exposes nothing else', async () => {
    const container = await load();
    await container.init(shell);
    await expect(container.get('./secret')).rejects.toThrow(
      'the container exposes ./portlet, ./styles; not ./secret',
    );
  });

  it('[R70] lists every file with its hash', () => {
    expect(built.release.files.map((file) => file.path)).toContain('remoteEntry.js');
    for (const file of built.release.files) {
      expect(file.sha384).toBe(sha384(readFileSync(join(outDir, file.path))));
      expect(file.sha384).toMatch(/^sha384-[A-Za-z0-9+/]{64}$/);
    }
    expect(JSON.parse(readFileSync(join(outDir, 'release.json'), 'utf8'))).toEqual(built.release);
  });

  it('[R71] is the same bytes wherever it is built', async () => {
    const { folder, remove } = copyOf('gallery');
    try {
      const again = await buildPortlet(folder);
      expect(again.release.files).toEqual(built.release.files);
    } finally {
      remove();
    }
  });

  it('[R63] has no code of the packages that the shell shares, and no path of the builder', () => {
    const code = readFileSync(join(outDir, 'remoteEntry.js'), 'utf8');
    expect(code).not.toContain('react.transitional.element');
    expect(code).not.toContain(fixture('gallery'));
    expect(code.length).toBeLessThan(8_000);
  });
});
