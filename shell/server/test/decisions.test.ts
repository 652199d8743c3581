import { testDatabases } from '@yimen/database/testing';
import type { OperatedPublisher, Proposal, ReleaseTrail } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideTogether, operate } from './harness/decisions.ts';
import { administer, descriptorOf, publish, releaseOf } from './harness/factories.ts';
import type { Account } from './harness/people.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { publisherSend, reportOf } from './harness/releases.ts';
import { createTestKey } from './harness/signing.ts';

const DAY = 86_400_000;

describe.each(testDatabases())('decisions of two administrators on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url(), {
      releasePolicy: 'staged',
      trustedPublishers: 'house, another-house',
    });
  });
  afterAll(() => portal.close());

  const as = (who: Account, method: string, path: string, body?: unknown) =>
    operate(portal, who, method, path, body);
  const proposals = async () => (await as('panyu', 'GET', '/proposals')).json<Proposal[]>();
  const publishedState = async (name: string, clientId: string) =>
    (await publish(portal, releaseOf(descriptorOf(name)), { clientId })).json<{ state: string }>().state;
  const publisherOf = async (name: string) =>
    (await as('dev', 'GET', '/publishers'))
      .json<OperatedPublisher[]>()
      .find(({ publisher }) => publisher === name);

  it('[R96] lets nobody alone make the releases of a publisher live at once', async () => {
    const proposed = await as('admin', 'PUT', '/policies/publisher/keen', {
      policy: 'auto-live',
      reason: '试点单位',
    });
    expect(proposed.status).toBe(202);
    const { id } = proposed.json<Proposal>();
    expect(await publishedState('keen-one', 'keen')).toBe('draft');
    expect(await proposals()).toMatchObject([
      {
        id,
        change: { kind: 'release-policy', of: 'publisher', name: 'keen', policy: 'auto-live' },
        proposedBy: { kind: 'person', id: 'p-admin' },
        reason: '试点单位',
      },
    ]);
    const confirm = (who: Account) => as(who, 'POST', `/proposals/${id}/confirm`);
    const own = await confirm('admin');
    expect([own.status, own.json<{ refusal: string }>().refusal]).toEqual([403, 'same-person']);
    expect((await confirm('panyu')).status).toBe(403);
    expect((await confirm('lina')).status).toBe(403);
    expect(
      (await portal.browser().send(`/api/operations/proposals/${id}/confirm`, { method: 'POST' })).status,
    ).toBe(401);
    const both = await Promise.all([confirm('admin2'), confirm('admin2')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(await proposals()).toEqual([]);
    expect(await publishedState('keen-two', 'keen')).toBe('live');
    const { acts } = (await as('dev', 'GET', '/trail')).json<ReleaseTrail>();
    expect(acts.filter(({ act }) => act.startsWith('policy'))).toMatchObject([
      { act: 'policy', actor: { id: 'p-admin2' }, detail: { name: 'keen', proposedBy: { id: 'p-admin' } } },
      { act: 'policy-proposed', actor: { id: 'p-admin' }, reason: '试点单位' },
    ]);
    // Back to the states is for one.
    expect((await as('admin', 'PUT', '/policies/publisher/keen', { policy: 'staged' })).status).toBe(204);
    expect(await publishedState('keen-three', 'keen')).toBe('draft');
  });

  it('[R96] takes no way around: of a portlet, by a policy that goes, by session, or by a program', async () => {
    expect((await as('admin', 'PUT', '/policies/portlet/keen-four', { policy: 'auto-live' })).status).toBe(
      202,
    );
    // What a trusted publisher is kept from falls to its trust when the policy goes.
    expect((await as('admin', 'PUT', '/policies/portlet/of-house', { policy: 'staged' })).status).toBe(204);
    expect((await as('admin', 'PUT', '/policies/portlet/of-house', { policy: null })).status).toBe(202);
    expect(await publishedState('of-house', 'house')).toBe('draft');
    expect((await as('admin', 'PUT', '/policies/portlet/of-house', { policy: null })).status).toBe(202);
    const admin = await portal.signIn('admin');
    const path = '/api/admin/release-policies/publisher/keen';
    expect((await admin.api('PUT', path, { policy: 'auto-live' })).status).toBe(202);
    const program = await administer<{ detail: string }>(portal, 'PUT', '/release-policies/publisher/keen', {
      policy: 'auto-live',
    });
    expect(program.status).toBe(403);
    expect(program.body.detail).toContain('two administrators');
    for (const { id } of await proposals())
      expect((await as('admin', 'POST', `/proposals/${id}/decline`)).status).toBe(204);
    expect(await proposals()).toEqual([]);
  });

  it('[R96] forgets what nobody confirmed within 14 days, and says so', async () => {
    const proposed = await as('admin', 'PUT', '/policies/publisher/late', { policy: 'auto-live' });
    const { id } = proposed.json<Proposal>();
    await portal.db.query
      .updateTable('proposal')
      .set({ proposed_at: Date.now() - 15 * DAY })
      .where('id', '=', id)
      .execute();
    expect((await proposals()).map((one) => one.id)).not.toContain(id);
    expect((await as('admin2', 'POST', `/proposals/${id}/confirm`)).status).toBe(409);
    expect((await as('admin2', 'POST', '/proposals/none/confirm')).status).toBe(404);
    expect(await publishedState('late-one', 'late')).toBe('draft');
  });

  it('[R84] trusts the publishers that the configuration names, until somebody decides otherwise', async () => {
    expect(await publishedState('house-one', 'another-house')).toBe('live');
    expect((await as('admin', 'PUT', '/policies/publisher/another-house', { policy: 'staged' })).status).toBe(
      204,
    );
    expect(await publishedState('house-two', 'another-house')).toBe('draft');
  });

  it('[R91][R96] asks a publisher with a key for signatures, and takes two to waive that', async () => {
    const key = await createTestKey();
    const path = '/publishers/signer';
    expect(await publishedState('signer-one', 'signer')).toBe('draft');
    await administer(portal, 'POST', `${path}/keys`, { jwk: key.jwk });
    const unsigned = (name: string) => publish(portal, releaseOf(descriptorOf(name)), { clientId: 'signer' });
    const refused = await unsigned('signer-two');
    expect([refused.status, refused.json<{ type: string }>().type]).toEqual([
      422,
      'urn:yimen:problem:signature-required',
    ]);
    expect(refused.text).toContain('yimen publish --key');
    // A leaked secret is no better off when the only key is revoked.
    await administer(portal, 'POST', `${path}/keys/${key.keyId}/revoke`, {});
    expect((await unsigned('signer-two')).status).toBe(422);
    expect(await publisherOf('signer')).toMatchObject({ signatureRequired: null, mustSign: true });
    const alone = await as('admin', 'PUT', `${path}/policy`, { signatureRequired: false });
    expect(alone.status).toBe(202);
    expect((await unsigned('signer-two')).status).toBe(422);
    const { id } = alone.json<Proposal>();
    expect((await as('admin2', 'POST', `/proposals/${id}/confirm`)).status).toBe(204);
    expect((await unsigned('signer-two')).status).toBe(201);
    expect(await publisherOf('signer')).toMatchObject({ signatureRequired: false, mustSign: false });
    // Asking for them again is for one, and what is left out of a request stays.
    await as('admin', 'PUT', `${path}/policy`, { codeOrigins: ['https://cdn.vendor.example'] });
    expect((await as('admin', 'PUT', `${path}/policy`, { signatureRequired: true })).status).toBe(204);
    expect(await publisherOf('signer')).toMatchObject({
      signatureRequired: true,
      codeOrigins: ['https://cdn.vendor.example'],
    });
    expect((await as('panyu', 'PUT', `${path}/policy`, { signatureRequired: true })).status).toBe(403);
    expect((await as('admin', 'PUT', `${path}/policy`, { signatureRequired: 'no' })).status).toBe(400);
  });

  it('[R96] takes two to give a publisher that nobody looks at a further key', async () => {
    const [first, second] = [await createTestKey(), await createTestKey()];
    const keys = '/api/admin/publishers/house/keys';
    const admin = await portal.signIn('admin');
    expect((await admin.api('POST', keys, { jwk: first.jwk })).status).toBe(201);
    const proposed = await admin.api('POST', keys, { jwk: second.jwk });
    expect(proposed.status).toBe(202);
    const signed = await second.sign(releaseOf(descriptorOf('house-three')));
    expect((await publish(portal, signed, { clientId: 'house' })).status).toBe(422);
    const { id } = proposed.json<Proposal>();
    expect((await as('admin2', 'POST', `/proposals/${id}/confirm`)).status).toBe(204);
    expect((await publish(portal, signed, { clientId: 'house' })).json()).toMatchObject({ state: 'live' });
    // Where others approve its releases, one is enough.
    for (const { jwk } of [await createTestKey(), await createTestKey()])
      expect((await admin.api('POST', '/api/admin/publishers/watched/keys', { jwk })).status).toBe(201);
  });

  it('[R81][R96] counts what a publisher does as done by the people who stand for it', async () => {
    const clientId = 'own-vendor';
    const release = releaseOf(descriptorOf('of-hers'));
    const published = await publish(portal, release, { clientId });
    const { manifestSha384 } = published.json<{ manifestSha384: string }>();
    await publisherSend(portal, 'of-hers', 'reports', reportOf('of-hers', manifestSha384), clientId);
    const submitted = await publisherSend(portal, 'of-hers', 'transitions', { to: 'tested' }, clientId);
    expect(submitted.status).toBe(200);
    const people = [{ sub: 'p-admin', name: '赵敏' }];
    const path = `/publishers/${clientId}/policy`;
    await decideTogether(portal, path, { people });
    expect(await publisherOf(clientId)).toMatchObject({ people });
    const approve = (who: Account) =>
      as(who, 'POST', '/portlets/of-hers/releases/1.0.0/transitions', { to: 'approved' });
    // She holds its secret: all that was done with it was done by her.
    const refused = await approve('admin');
    expect([refused.status, refused.json<{ refusal: string }>().refusal]).toEqual([403, 'same-person']);
    const shown = (await as('admin', 'GET', '/portlets/of-hers')).json<{
      releases: { steps: { to: string; refusal: string | null }[] }[];
    }>();
    expect(shown.releases[0]?.steps.find(({ to }) => to === 'approved')?.refusal).toBe('same-person');
    // Alone she does not stand back either.
    expect((await as('admin', 'PUT', path, { people: [] })).status).toBe(202);
    expect((await approve('admin')).status).toBe(403);
    expect((await as('admin', 'PUT', path, { people: [...people, ...people] })).status).toBe(400);
    expect((await approve('panyu')).status).toBe(200);
  });

  it('[R96] names the people who may have to do with releases', async () => {
    const operators = (await as('admin', 'GET', '/operators')).json<{ username: string }[]>();
    expect(operators.map(({ username }) => username).toSorted()).toEqual([
      'admin',
      'admin2',
      'both',
      'dev',
      'panyu',
    ]);
    portal.provider.isDirectoryDown = true;
    expect((await as('admin', 'GET', '/operators')).status).toBe(503);
    portal.provider.isDirectoryDown = false;
    expect((await as('lina', 'GET', '/operators')).status).toBe(403);
  });
});
