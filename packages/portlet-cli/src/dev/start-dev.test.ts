import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyOf } from '../../test/build-workspace.ts';
import { type RunningDev, startDev } from './start-dev.ts';

const portal = 'http://localhost:4000';
let project: { folder: string; remove: () => void };
let dev: RunningDev;

beforeEach(async () => {
  project = copyOf('gallery');
  dev = await startDev({ folder: project.folder, portal, port: 0 });
});
afterEach(async () => {
  await dev.close();
  project.remove();
});

const read = async (path: string) => {
  const response = await fetch(new URL(path, dev.entry), { headers: { origin: portal } });
  return { response, text: await response.text() };
};

describe('yimen dev', () => {
  it('[R75] names the portal address that takes the portlet from here', () => {
    const address = new URL(dev.address);
    expect(address.origin).toBe(portal);
    expect(address.searchParams.get('dev')).toBe(`gallery=${dev.entry}`);
  });

  it('[R75] serves a container that the page of the portal, and no other, may load', async () => {
    const { response, text } = await read('/remoteEntry.js');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('access-control-allow-origin')).toBe(portal);
    expect(text).toMatch(/export const init/);
    expect(text).toContain('import.meta.hot');
  });

  it('[R75] serves the descriptor and what the shell asks of every development server', async () => {
    const { response, text } = await read('/portlet.json');
    expect(response.headers.get('access-control-allow-origin')).toBe(portal);
    expect(JSON.parse(text)).toMatchObject({ name: 'gallery', version: '1.2.3' });
    expect((await read('/@react-refresh')).text).toContain('injectIntoGlobalHook');
  });

  it('[R60] takes shared packages from the page, with the names that the page tells', async () => {
    await fetch(new URL('/@yimen/shared', dev.entry), {
      method: 'POST',
      body: JSON.stringify({ react: ['useState', 'default', 'Fragment'] }),
    });
    const { text } = await read('/client/view/gallery-view.tsx');
    const shared = /from "(\/@id\/[^"]*yimen-dev-shared:react)"/.exec(text)?.[1] ?? '';
    const module = await read(shared);
    expect(module.text).toContain('devShared("react")');
    expect(module.text).toMatch(/as useState/);
    expect(module.text).not.toContain('createElement');
  });

  it('[R62] bounds styles to the portlet while it is developed, too', async () => {
    const { text } = await read('/client/view/gallery-view.module.css');
    expect(text).toContain('@scope ([data-portlet=');
  });

  it('[R63] refuses what the build refuses', async () => {
    const file = join(project.folder, 'client/view/note.ts');
    writeFileSync(file, "import { Button } from 'antd';\nexport const note = () => Button;\n");
    const { response, text } = await read('/client/view/note.ts');
    expect(response.status).toBe(500);
    expect(text).toContain('client/view/note.ts:1');
  });
});

describe('yimen dev of a page in a frame', () => {
  it('[R75][R124] serves the page and its script from the sources, and loads it again when it is saved', async () => {
    const paper = copyOf('paper');
    const served = await startDev({ folder: paper.folder, portal, port: 0 });
    try {
      expect(new URL(served.address).searchParams.get('dev')).toBe(`paper=${served.entry}`);
      const get = (path: string, origin = 'null') =>
        fetch(new URL(path, served.entry), { headers: { origin } });
      const descriptor = await get('/portlet.json', portal);
      expect(descriptor.headers.get('access-control-allow-origin')).toBe(portal);
      expect(await descriptor.json()).toMatchObject({ name: 'paper', adapter: 'frame' });
      expect(await (await get('/index.html')).text()).toContain('/@yimen/reload');
      expect(await (await get('/yimen-frame.js')).text()).toContain('yimen');
      expect((await get('/..%2fportlet.json')).status).toBe(404);
      expect(
        (await get('/none.js', 'https://evil.example.org')).headers.get('access-control-allow-origin'),
      ).toBe('null');
      const reader = (await get('/@yimen/reload')).body?.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader?.read())?.value).toBe(': here\n\n');
      writeFileSync(join(paper.folder, 'page/page.js'), 'document.title = "new";\n');
      expect((await reader?.read())?.value).toContain('data: changed');
      expect(await (await get('/page.js')).text()).toContain('new');
      await reader?.cancel();
    } finally {
      await served.close();
      paper.remove();
    }
  });
});
