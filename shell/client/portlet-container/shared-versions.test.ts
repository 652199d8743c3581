import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPackages } from '@yimen/portlet-sdk/descriptor';
import { describe, expect, it } from 'vitest';
import { sharedVersions } from './shared-versions.ts';

const root = join(import.meta.dirname, '../../..');

function installedVersion(name: string): string {
  const [first = '', second = ''] = name.split('/');
  const folder = first.startsWith('@') ? join(first, second) : first;
  const file = join(root, 'node_modules', folder, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

describe('[I10] the shared packages', () => {
  it.each(Object.entries(sharedVersions))('%s has the version that is installed', (name, version) => {
    expect(version).toBe(installedVersion(name));
  });

  it('are those that a portlet may take from the shell', () => {
    expect(Object.keys(sharedVersions).sort()).toEqual([...sharedPackages].sort());
  });
});
