import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestText } from '@yimen/portlet-sdk/release';
import { compactVerify, importJWK, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyOf } from '../../test/build-workspace.ts';
import { runYimen } from '../../test/run-yimen.ts';
import { type SmallPortal, smallClient, startSmallPortal } from '../../test/small-portal.ts';
import { buildPortlet } from '../build/build-portlet.ts';
import { exitCodes } from '../commands/exit-code.ts';

// Each test starts processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let portal: SmallPortal;
let project: { folder: string; remove: () => void };
let folder: string;

beforeEach(async () => {
  portal = await startSmallPortal();
  folder = mkdtempSync(join(tmpdir(), 'yimen-keys-'));
  project = copyOf('gallery');
  await buildPortlet(project.folder);
});
afterEach(async () => {
  await portal.close();
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

const credentials = {
  YIMEN_CLIENT_ID: smallClient.clientId,
  YIMEN_CLIENT_SECRET: smallClient.clientSecret,
};
const publish = (more: string[], env: Record<string, string> = {}) =>
  runYimen(['publish', '--portal', portal.address, ...more], {
    cwd: project.folder,
    env: { ...credentials, ...env },
  });

describe('signing', () => {
  it('[R91] makes keys that only their owner can read, and signs what is published', async () => {
    for (const algorithm of ['Ed25519', 'ES256'] as const) {
      const file = join(folder, `${algorithm}.json`);
      const made = await runYimen(['keys', 'create', '--out', file, '--algorithm', algorithm], {
        cwd: folder,
      });
      expect(made.code).toBe(exitCodes.done);
      const shown = JSON.parse(made.output) as JWK;
      expect(shown).not.toHaveProperty('d');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const { code, output } = await publish([], { YIMEN_SIGNING_KEY: file });
      expect(code).toBe(exitCodes.done);
      expect(output).toContain(', signed');
      const release = portal.published.at(-1);
      const { payload, protectedHeader } = await compactVerify(
        release?.signature ?? '',
        await importJWK(shown, algorithm),
      );
      expect(protectedHeader).toMatchObject({ alg: algorithm, kid: shown.kid });
      expect(new TextDecoder().decode(payload)).toBe(release && manifestText(release));
    }
  });

  it('overwrites no key, shows none, and publishes nothing with what is no key', async () => {
    const file = join(folder, 'key.json');
    await runYimen(['keys', 'create', '--out', file], { cwd: folder });
    const before = readFileSync(file, 'utf8');
    const again = await runYimen(['keys', 'create', '--out', file], { cwd: folder });
    expect(again.code).toBe(exitCodes.usage);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const { d: secret, ...open } = JSON.parse(before) as JWK;
    const publicOnly = join(folder, 'public.json');
    writeFileSync(publicOnly, JSON.stringify(open));
    for (const wrong of [publicOnly, join(folder, 'missing.json')]) {
      const { code, complaints } = await publish(['--key', wrong]);
      expect(code).toBe(exitCodes.usage);
      expect(complaints).toContain('is no private key');
    }
    const signed = await publish(['--key', file, '--base-url', 'https://cdn.example/gallery/']);
    expect(signed.output + signed.complaints).not.toContain(secret);
    expect(portal.published).toHaveLength(1);
    expect(portal.published[0]?.build.baseUrl).toBe('https://cdn.example/gallery/');
    expect(existsSync(join(project.folder, 'publisher-key.json'))).toBe(false);
  });
});
