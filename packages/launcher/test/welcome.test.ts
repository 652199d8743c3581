import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteAdministrators } from '../src/console/administrators-made.ts';
import { welcome } from '../src/console/welcome.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yimen-welcome-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const said = () => {
  const at = (port: number) => `http://localhost:${port}`;
  const urls = { portal: at(4000), sso: at(4100), budget: at(4211), payments: at(4212) };
  return welcome({ urls, settings: { profile: 'empty', dataDir } } as unknown as Parameters<
    typeof welcome
  >[0]);
};

describe('what npm start prints without demonstration data', () => {
  it('says how to make the administrators until they are made, and then who they are', () => {
    expect(said()).toContain(`launch.mjs first-administrators --data-dir ${dataDir}`);
    noteAdministrators(dataDir, ['sysadmin', 'secadmin', 'auditor']);
    expect(said()).not.toContain('first-administrators ');
    expect(said()).toContain('sysadmin, secadmin, auditor');
  });
});
