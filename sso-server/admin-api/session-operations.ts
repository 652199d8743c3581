import { problem } from '@yimen/problem';
import type { Kysely } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { describeDevice } from '../sessions/describe-device.ts';
import type { SessionView } from '../sessions/session-directory.ts';
import { type AdministrationOperation, changeOperation, readOperation } from './operation.ts';
import { nextCursor, readPagePosition } from './paging.ts';
import { presentReceipt } from './receipt-operations.ts';
import { idParams } from './schemas.ts';
import { listSessions, sessionParams } from './session-schemas.ts';

const readers = ['system-administrator', 'security-administrator'] as const;

/** Whose session it is. Not when she last used it: that changes all the time. */
const sessionSubject = {
  kind: 'session',
  id: ({ params }: { params: unknown }) => (params as { uid: string }).uid,
  load: async (query: Kysely<SsoDatabase>, uid: string) =>
    (await query
      .selectFrom('session')
      .select(['uid', 'account_id', 'ip', 'user_agent', 'created_at'])
      .where('uid', '=', uid)
      .where('account_id', 'is not', null)
      .executeTakeFirst()) ?? null,
};

const sessionsList = readOperation({
  id: 'sessions.list',
  title: { 'zh-CN': '查看登录会话', 'en-US': 'See who is signed in' },
  method: 'GET',
  path: '/sessions',
  query: listSessions,
  by: readers,
  async read({ services, input: { query } }) {
    const sessions = await services.sessionDirectory.page({
      ...query,
      after: readPagePosition(query.cursor),
    });
    const cursor = nextCursor(sessions, query.limit, (session) => [session.startedAt, session.uid]);
    return { body: { sessions: sessions.map(presentSession), cursor } };
  },
});

const sessionsGet = readOperation({
  id: 'sessions.get',
  title: { 'zh-CN': '查看一个登录会话', 'en-US': 'See one session' },
  method: 'GET',
  path: '/sessions/:uid',
  params: sessionParams,
  by: readers,
  async read({ services, input: { params } }) {
    const session = await services.sessionDirectory.find(params.uid);
    if (!session) throw problem('not-found');
    return { body: presentSession(session) };
  },
});

/** Also of a session that has ended: that is when there are receipts. */
const sessionsReceipts = readOperation({
  id: 'sessions.receipts',
  title: { 'zh-CN': '查看一个会话的退出回执', 'en-US': 'See the sign-out receipts of a session' },
  method: 'GET',
  path: '/sessions/:uid/receipts',
  params: sessionParams,
  by: readers,
  async read({ services, input: { params } }) {
    const receipts = await services.receipts.page({ sessionUid: params.uid, limit: 1000 });
    return { body: { receipts: receipts.map(presentReceipt) } };
  },
});

const sessionsEnd = changeOperation({
  id: 'sessions.end',
  title: { 'zh-CN': '结束一个登录会话', 'en-US': 'End a session' },
  method: 'DELETE',
  path: '/sessions/:uid',
  params: sessionParams,
  by: ['system-administrator', 'security-administrator'],
  subject: sessionSubject,
  async plan({ services: { ender }, state }) {
    if (!state) throw problem('not-found');
    return {
      before: { sub: state.account_id, startedAt: state.created_at },
      after: null,
      answer: { status: 200, body: { ended: 1 } },
      apply: async (trx) => void (await ender.endIn(trx, state.uid, 'ended-by-administrator', {})),
      applied: () => ender.announce(),
    };
  },
});

const peopleEndSessions = changeOperation({
  id: 'people.end-sessions',
  title: { 'zh-CN': '结束一人的全部登录', 'en-US': 'End all sessions of a person' },
  method: 'DELETE',
  path: '/people/:id/sessions',
  params: idParams,
  by: ['system-administrator', 'security-administrator'],
  async plan({ services: { ender, people, sessionDirectory }, input: { params } }) {
    if (!(await people.find(params.id))) throw problem('not-found');
    const sessions = await sessionDirectory.of(params.id);
    let ended = 0;
    return {
      before: { sub: params.id, sessions: sessions.length },
      after: null,
      answer: () => ({ status: 200, body: { ended } }),
      async apply(trx) {
        ended = (await ender.endAllOf(trx, params.id, 'ended-by-administrator')).length;
      },
      applied: () => ender.announce(),
    };
  },
});

const presentSession = ({ device: _hash, ...session }: SessionView) => ({
  ...session,
  device: describeDevice(session.userAgent),
});

export const sessionOperations: readonly AdministrationOperation[] = [
  sessionsList,
  sessionsGet,
  sessionsReceipts,
  sessionsEnd,
  peopleEndSessions,
];
