import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { copyOf } from '../../test/build-workspace.ts';
import { runYimen } from '../../test/run-yimen.ts';
import { exitCodes } from './exit-code.ts';

// Each test starts processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

it('says in a sentence what is wrong with an option or a folder, without a stack', async () => {
  const [address, folder] = await Promise.all([
    runYimen(['dev', '--portal', 'localhost:4000']),
    runYimen(['dev', '/nowhere']),
  ]);
  expect(address.code).toBe(exitCodes.usage);
  expect(address.complaints).toContain('It begins with http:// or https://');
  expect(folder.code).toBe(exitCodes.mistakes);
  expect(folder.complaints).toContain('there is no /nowhere/portlet.json');
  expect(address.complaints + folder.complaints).not.toMatch(/^ +at /m);
});

it('says that a port which was asked for is taken', async () => {
  const project = copyOf('gallery');
  const server = createServer().listen(0, 'localhost');
  try {
    await new Promise((listening) => server.once('listening', listening));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, complaints } = await runYimen(['dev', project.folder, '--port', String(port)]);
    expect(code).toBe(exitCodes.usage);
    expect(complaints).toContain(`port ${port} is taken`);
  } finally {
    server.close();
    project.remove();
  }
});
