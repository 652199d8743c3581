import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishInstallation } from '../../admin-api/finish-installation.ts';
import type { AdministrationOperation } from '../../admin-api/operation.ts';
import { administrationOperations } from '../../admin-api/operations.ts';
import { type Sso, startSso } from '../sso-fixture.ts';
import { matrix } from './matrix.ts';

const three = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;
const shortened = (roles: readonly string[]) => roles.map((role) => role.replace('-administrator', ''));

describe('the list of administration operations', () => {
  it('has exactly the operations of the matrix, with the same rights', () => {
    const declared = administrationOperations.map((operation) => [
      operation.id,
      {
        by: shortened(operation.by),
        ...(operation.isChange && operation.twoPersons && { approvedBy: shortened(operation.twoPersons.by) }),
        ...(operation.programs && { programs: operation.programs }),
      },
    ]);
    expect(new Set(declared.map(([id]) => id)).size).toBe(declared.length);
    expect(Object.fromEntries(declared)).toEqual(matrix);
  });

  it('gives no operation of the others to the audit administrator, and none of hers to them', () => {
    for (const [id, { by }] of Object.entries(matrix)) {
      if (by.length === 3) continue;
      expect([id, by.includes('audit') && by.length > 1]).toEqual([id, false]);
    }
  });
});

/** Every operation × every kind of caller, asked over HTTP after the installation is finished. */
describe.each(testDatabases())('every administration operation × every caller on $name', (database) => {
  let sso: Sso;
  const tokens: Record<string, string | undefined> = {};

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    for (const role of three) tokens[role] = await sso.administrator(role);
    await sso.person('composer', { roles: ['staff', 'administrator'] });
    await sso.person('plain');
    tokens['portal administrator'] = await sso.administrationTokenOf('composer');
    tokens['plain person'] = await sso.administrationTokenOf('plain');
    const program = (id: string, scope: string) =>
      sso
        .relyingParty(id, {
          grantTypes: ['client_credentials'],
          redirectUris: [],
          resources: { 'urn:yimen:service:sso': [scope] },
        })
        .then((party) => sso.token(party, { resource: 'urn:yimen:service:sso', scope }));
    tokens['program with sso:admin'] = await program('loader', 'sso:admin');
    tokens['program with sso:provision'] = await program('starter', 'sso:provision');
    tokens['program of another scope'] = await program('reader', 'directory:read');
    await finishInstallation(sso.services, 'test');
  });
  afterAll(() => sso.close());

  const callers = [
    ...three,
    'portal administrator',
    'plain person',
    'program with sso:admin',
    'program with sso:provision',
    'program of another scope',
    'nobody',
  ];

  function isAllowed(operation: AdministrationOperation, caller: string): boolean {
    const row = matrix[operation.id];
    if (caller === 'program with sso:provision') return row?.programs?.startsWith('provision') === true;
    return row?.by.some((kind) => caller === `${kind}-administrator`) === true;
  }

  it.each(administrationOperations.map((operation) => [operation.id, operation] as const))(
    '%s',
    async (_id, operation) => {
      const path = operation.path.replaceAll(/:\w+/g, 'nothing-of-this-name').slice(1);
      for (const caller of callers) {
        const bearer = tokens[caller];
        const headers = { 'if-match': '"not-the-revision"' };
        const answer = await sso.administer(operation.method, path, {
          ...(bearer !== undefined && { bearer }),
          ...(operation.isChange && { body: {} }),
          headers,
        });
        await answer.arrayBuffer();
        const expected = caller === 'nobody' ? 401 : 403;
        const refused = [401, 403, 405, 500].includes(answer.status) ? answer.status : 'allowed';
        expect([operation.id, caller, refused]).toEqual([
          operation.id,
          caller,
          isAllowed(operation, caller) ? 'allowed' : expected,
        ]);
      }
    },
    60_000,
  );

  it('has written down who was refused', async () => {
    const refused = await sso.db.query
      .selectFrom('audit_event')
      .select(['severity', 'outcome', 'sub'])
      .where('event', '=', 'administration-refused')
      .execute();
    expect(refused.length).toBeGreaterThan(administrationOperations.length);
    expect(new Set(refused.map(({ severity }) => severity))).toEqual(new Set(['warning']));
    expect(refused.some(({ sub }) => sub === 'p-composer')).toBe(true);
  });
});
