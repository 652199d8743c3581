import { testDatabases } from '@yimen/database/testing';
import type { OperatedPortletDetail, ReleaseState, ReleaseTrail } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideTogether, operate as operateAs } from './harness/decisions.ts';
import { administer, descriptorOf, publish, publishPortlet, releaseOf } from './harness/factories.ts';
import type { Account } from './harness/people.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { publisherSend, reportOf, staged } from './harness/releases.ts';
import type { Answer } from './harness/test-browser.ts';

type Problem = { type: string; refusal?: string; errors?: { pointer: string; detail: string }[] };

describe.each(testDatabases())('states of releases on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url(), { releasePolicy: 'staged' });
  });
  afterAll(() => portal.close());

  const operate = (who: Account, method: string, path: string, body?: unknown): Promise<Answer> =>
    operateAs(portal, who, method, path, body);
  const step = (who: Account, name: string, to: ReleaseState, more: object = {}) =>
    operate(who, 'POST', `/portlets/${name}/releases/1.0.0/transitions`, { to, ...more });
  const stateOf = async (name: string) =>
    (await operate('admin', 'GET', `/portlets/${name}`)).json<OperatedPortletDetail>().releases[0]?.state;

  it('[R80] takes a release from draft to live by the steps of the table, and shows it to people only then', async () => {
    const { manifestSha384 } = await staged(portal, 'ladder');
    const lina = await portal.signIn('lina');
    const sees = async () => (await lina.api('GET', '/api/releases/ladder')).status;
    const loads = async () => (await lina.open('/releases/ladder/1.0.0/remoteEntry.js')).status;
    expect([await stateOf('ladder'), await sees(), await loads()]).toEqual(['draft', 404, 404]);
    expect((await step('admin', 'ladder', 'live')).status).toBe(409);
    await publisherSend(portal, 'ladder', 'reports', reportOf('ladder', manifestSha384));
    expect((await publisherSend(portal, 'ladder', 'transitions', { to: 'tested' })).status).toBe(200);
    expect((await step('panyu', 'ladder', 'approved')).status).toBe(200);
    expect([await sees(), await loads()]).toEqual([404, 404]);
    expect((await step('admin', 'ladder', 'canary')).status).toBe(200);
    // Without rings a canary reaches nobody.
    expect([await sees(), await loads()]).toEqual([404, 404]);
    expect((await step('admin', 'ladder', 'live')).status).toBe(200);
    expect([await sees(), await loads()]).toEqual([200, 200]);
    expect((await step('admin', 'ladder', 'retired', { reason: '停用' })).status).toBe(200);
    expect([await sees(), await loads()]).toEqual([404, 404]);
    expect((await step('admin', 'ladder', 'live', { reason: '恢复' })).status).toBe(200);
    expect(await sees()).toBe(200);
  });

  it('[R81] asks another person for each of submitting, approving and making live', async () => {
    const { manifestSha384 } = await staged(portal, 'persons');
    await publisherSend(portal, 'persons', 'reports', reportOf('persons', manifestSha384));
    const refusal = async (answer: Promise<Answer>) => {
      const { status, json } = await answer;
      return [status, json<Problem>().refusal];
    };
    // Somebody who is developer and approver at once.
    expect((await step('both', 'persons', 'tested')).status).toBe(200);
    expect(await refusal(step('both', 'persons', 'approved'))).toEqual([403, 'same-person']);
    expect(await refusal(step('dev', 'persons', 'approved'))).toEqual([403, 'permission']);
    expect((await step('lina', 'persons', 'approved')).status).toBe(403);
    expect((await publisherSend(portal, 'persons', 'transitions', { to: 'approved' })).status).toBe(403);
    expect((await step('admin', 'persons', 'approved')).status).toBe(200);
    expect(await refusal(step('admin', 'persons', 'live'))).toEqual([403, 'same-person']);
    expect(await refusal(step('panyu', 'persons', 'live'))).toEqual([403, 'permission']);
    expect((await step('admin2', 'persons', 'live')).status).toBe(200);
    const detail = (await operate('panyu', 'GET', '/portlets/persons')).json<OperatedPortletDetail>();
    expect(detail.releases[0]?.steps).toEqual([{ to: 'retired', needsReason: true, refusal: 'permission' }]);
  });

  it('[R82] lets no release leave draft without a passing report on these very bytes', async () => {
    const { manifestSha384 } = await staged(portal, 'gated');
    const submit = () => publisherSend(portal, 'gated', 'transitions', { to: 'tested' });
    const missing = await submit();
    expect([missing.status, missing.json<Problem>().refusal]).toEqual([409, 'report-missing']);
    const failed = reportOf('gated', manifestSha384, [
      { id: 'R40', title: 'stays usable', outcome: 'failed', detail: 'threw' },
    ]);
    const uploaded = await publisherSend(portal, 'gated', 'reports', failed);
    expect([uploaded.status, uploaded.json()]).toMatchObject([201, { isPassed: false }]);
    const refused = await submit();
    expect(refused.status).toBe(409);
    expect(refused.json<Problem>()).toMatchObject({
      type: 'urn:yimen:problem:release-not-ready',
      errors: [{ pointer: '/cases/1', detail: 'R40 stays usable: threw' }],
    });
    const other = await publisherSend(portal, 'gated', 'reports', reportOf('gated', 'B'.repeat(64)));
    expect([other.status, other.json<Problem>().errors?.[0]?.pointer]).toEqual([422, '/body/manifestSha384']);
    const shapeless = await publisherSend(portal, 'gated', 'reports', { kit: 'mine', cases: [] });
    expect(shapeless.status).toBe(422);
    expect(shapeless.json<Problem>().errors?.length).toBeGreaterThan(2);
    await publisherSend(portal, 'gated', 'reports', reportOf('gated', manifestSha384));
    expect((await submit()).status).toBe(200);
    const foreign = await publisherSend(
      portal,
      'gated',
      'transitions',
      { to: 'draft', reason: 'x' },
      'vendor',
    );
    expect(foreign.status).toBe(403);
  });

  it('[R83] writes down who took which step when and why, and never changes what is written', async () => {
    const { manifestSha384 } = await staged(portal, 'trail');
    await publisherSend(portal, 'trail', 'reports', reportOf('trail', manifestSha384));
    await step('dev', 'trail', 'tested');
    expect((await step('panyu', 'trail', 'draft')).status).toBe(400);
    expect((await step('panyu', 'trail', 'draft', { reason: '截图不清楚' })).status).toBe(200);
    const first = (await operate('dev', 'GET', '/trail?portlet=trail&limit=2')).json<ReleaseTrail>();
    expect(first.acts).toMatchObject([
      {
        act: 'step',
        from: 'tested',
        to: 'draft',
        actor: { id: 'p-panyu', kind: 'person' },
        reason: '截图不清楚',
      },
      { act: 'step', from: 'draft', to: 'tested', actor: { id: 'p-dev' }, reason: null },
    ]);
    const rest = (
      await operate('dev', 'GET', `/trail?portlet=trail&cursor=${first.cursor}`)
    ).json<ReleaseTrail>();
    expect(rest).toMatchObject({
      acts: [
        { act: 'report' },
        { act: 'published', to: 'draft', actor: { kind: 'client', id: 'demo-publisher' } },
      ],
      cursor: null,
    });
    await expect(portal.db.query.deleteFrom('release_act').execute()).rejects.toThrow('append-only');
    await expect(
      portal.db.query.updateTable('release_act').set({ actor: 'somebody' }).execute(),
    ).rejects.toThrow('append-only');
    expect((await operate('lina', 'GET', '/trail')).status).toBe(403);
    expect((await portal.browser().send('/api/operations/trail')).status).toBe(401);
  });

  it('[R80] lets exactly one of two people take a step, and tells the other', async () => {
    const { manifestSha384 } = await staged(portal, 'twice');
    await publisherSend(portal, 'twice', 'reports', reportOf('twice', manifestSha384));
    await step('dev', 'twice', 'tested');
    const answers = await Promise.all([
      step('panyu', 'twice', 'approved', { from: 'tested' }),
      step('admin', 'twice', 'approved', { from: 'tested' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await step('admin2', 'twice', 'live', { from: 'canary' })).status).toBe(409);
  });

  it('[R84] goes by the policy of the portlet, its publisher, and the portal', async () => {
    const policy = (kind: string, name: string, value: string | null) =>
      administer(portal, 'PUT', `/release-policies/${kind}/${name}`, { policy: value });
    const published = async (name: string, clientId: string) =>
      (await publish(portal, releaseOf(descriptorOf(name)), { clientId })).json<{ state: string }>().state;
    await decideTogether(portal, '/policies/publisher/trusted-vendor', { policy: 'auto-live' });
    expect((await policy('portlet', 'careful', 'staged')).status).toBe(204);
    expect(await published('careful', 'trusted-vendor')).toBe('draft');
    expect(await published('carefree', 'trusted-vendor')).toBe('live');
    expect(await published('foreign', 'new-vendor')).toBe('draft');
    // Whoever only wants to be the first does not undo an operator's decision.
    await administer(
      portal,
      'PUT',
      '/release-policies/portlet/careful',
      { policy: 'auto-live' },
      { 'if-none-match': '*' },
    );
    const detail = (await operate('admin', 'GET', '/portlets/careful')).json<OperatedPortletDetail>();
    expect([detail.policy, detail.policyFrom]).toEqual(['staged', 'portlet']);
    expect((await operate('panyu', 'PUT', '/policies/portlet/careful', { policy: 'auto-live' })).status).toBe(
      403,
    );
    await decideTogether(portal, '/policies/portlet/careful', { policy: null });
    const after = (await operate('admin', 'GET', '/portlets/careful')).json<OperatedPortletDetail>();
    expect([after.policy, after.policyFrom]).toEqual(['auto-live', 'publisher']);
  });

  it('[R85] lets a publisher bring back what the publisher retired, and not what an operator did', async () => {
    await decideTogether(portal, '/policies/portlet/back', { policy: 'auto-live' });
    await publishPortlet(portal, 'back');
    const act = (what: string) => publisherSend(portal, 'back', what, undefined);
    expect((await act('retire')).json()).toMatchObject({ liveVersion: null });
    expect((await act('reinstate')).json()).toMatchObject({ liveVersion: '1.0.0' });
    await step('admin', 'back', 'retired', { reason: '存在问题' });
    expect((await act('reinstate')).status).toBe(403);
    await staged(portal, 'never');
    await step('admin', 'never', 'retired', { reason: '不需要' });
    const never = await step('admin', 'never', 'live', { reason: '恢复' });
    expect([never.status, never.json<Problem>().refusal]).toEqual([409, 'never-live']);
  });
});
