import { randomUUID } from 'node:crypto';
import { problem } from '@yimen/problem';
import { z } from 'zod';
import { invalid } from '../../admin-api/invalid.ts';
import { type AdministrationOperation, changeOperation, readOperation } from '../../admin-api/operation.ts';
import { idParams } from '../../admin-api/schemas.ts';
import { presentLiveCheck } from './present-live-check.ts';

/** A check takes some seconds. */
const retryAfter = { 'retry-after': '10' };

const by = ['system-administrator'] as const;

const start = changeOperation({
  id: 'relying-parties.live-check',
  title: { 'zh-CN': '检测应用系统的接入', 'en-US': 'Check a relying party live' },
  method: 'POST',
  path: '/relying-parties/:id/live-checks',
  params: idParams,
  body: z.strictObject({
    /** An address of the system that starts sign-in, when its registered one does not. */
    startUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable()
      .default(null),
  }),
  by,
  async plan({ services: { relyingParties, liveChecks, now }, input: { params, body }, caller }) {
    const party = await relyingParties.find(params.id);
    if (!party) throw problem('not-found');
    if (caller.kind !== 'person') throw problem('forbidden');
    // Only places that are registered for it: a check is no way to look around in the network.
    const known = [party.url, ...party.redirectUris].flatMap((uri) => (uri ? [new URL(uri).origin] : []));
    if (body.startUrl !== null && !known.includes(new URL(body.startUrl).origin)) {
      throw invalid('/body/startUrl', `an address of the system itself: ${known.join(', ')}`);
    }
    const id = randomUUID();
    const row = {
      id,
      client_id: params.id,
      requested_by: caller.sub,
      requested_username: caller.username,
      start_url: body.startUrl,
      created_at: now(),
    };
    return {
      before: null,
      after: { liveCheck: id, clientId: params.id, startUrl: body.startUrl },
      answer: { status: 202, body: { id } },
      async apply(trx) {
        if (await liveChecks.isBusy(trx, params.id)) throw problem('rate-limited', { headers: retryAfter });
        await liveChecks.add(trx, row);
      },
      applied: () => liveChecks.start(id),
    };
  },
});

const checkParams = z.strictObject({ id: idParams.shape.id, check: z.string().min(1).max(64) });

const get = readOperation({
  id: 'relying-parties.live-check.get',
  title: { 'zh-CN': '查看接入检测结果', 'en-US': 'See a live check' },
  method: 'GET',
  path: '/relying-parties/:id/live-checks/:check',
  params: checkParams,
  by,
  async read({ services: { liveChecks, now }, input: { params } }) {
    const row =
      params.check === 'latest' ? await liveChecks.latest(params.id) : await liveChecks.find(params.check);
    if (!row || row.client_id !== params.id) throw problem('not-found');
    return { body: presentLiveCheck(row, now()) };
  },
});

export const liveCheckOperations: readonly AdministrationOperation[] = [start, get];
