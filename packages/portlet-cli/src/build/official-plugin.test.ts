import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fixture } from '../../test/build-workspace.ts';
import { readRelease } from './read-release.ts';
import type { ReleaseManifest } from './release-manifest.ts';

// Each test starts processes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let outDir: string;

/** In a process of its own: the official plugin does nothing where it finds Vitest. */
function buildFixture(): ReleaseManifest {
  const script = join(fixture('official-plugin'), 'build.ts');
  const code = `import { buildOfficialPlugin } from ${JSON.stringify(script)}; await buildOfficialPlugin(${JSON.stringify(outDir)});`;
  execFileSync(process.execPath, ['--input-type=module', '-e', code], { env: { PATH: process.env.PATH } });
  return JSON.parse(readFileSync(join(outDir, 'release.json'), 'utf8')) as ReleaseManifest;
}

afterEach(() => rmSync(outDir, { recursive: true, force: true }));

describe('a container of the official plugin', () => {
  it('is a release that can be published, with no copy of a shared package', () => {
    outDir = mkdtempSync(join(tmpdir(), 'yimen-official-'));
    const manifest = buildFixture();
    const entry = readFileSync(join(outDir, manifest.build.entry), 'utf8');
    expect(entry).toMatch(/export\s*\{[^}]*\binit\b[^}]*\}/);
    expect(entry).toMatch(/export\s*\{[^}]*\bget\b[^}]*\}/);
    const code = manifest.files.map(({ path }) => readFileSync(join(outDir, path), 'utf8')).join('');
    expect(code).not.toContain('react.transitional.element');
    expect(readRelease(fixture('official-plugin'), outDir).files.length).toBe(manifest.files.length);
  });
});
