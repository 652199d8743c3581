import type { SessionView } from '@yimen/shell-contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchSessionEnd } from '../api/transport.ts';
import { checkSession } from './check-session.ts';
import { createSessionStore } from './session-store.ts';

const viewOf = (sub: string): SessionView => ({
  user: { sub, name: '王芳', username: sub, roles: [], unit: null, post: null },
  locale: 'zh-CN',
  permissions: { composePages: false, publishPortlets: false },
});

let answer: () => Response;
const reload = vi.fn();
beforeEach(() => {
  reload.mockReset();
  vi.stubGlobal('fetch', async () => answer());
  vi.stubGlobal('window', { location: { reload } });
});
afterEach(() => vi.unstubAllGlobals());

function setUp() {
  const session = createSessionStore(viewOf('wangfang'));
  watchSessionEnd(() => session.setState({ hasEnded: true }));
  return session;
}

it('lets the page go on when a new session of the same person has replaced the one that ended', async () => {
  answer = () => Response.json(viewOf('wangfang'));
  const session = setUp();
  expect(await checkSession(session)).toBe(true);
  expect(session.getState().hasEnded).toBe(false);
});

it('says that the session has ended when the answer is 401', async () => {
  answer = () =>
    new Response(JSON.stringify({ type: 'urn:yimen:problem:session-ended', status: 401, title: '' }), {
      status: 401,
      headers: { 'content-type': 'application/problem+json' },
    });
  const session = setUp();
  expect(await checkSession(session)).toBe(false);
  expect(session.getState().hasEnded).toBe(true);
});

it('makes the page anew when somebody else has signed in meanwhile', async () => {
  answer = () => Response.json(viewOf('lina'));
  expect(await checkSession(setUp())).toBe(false);
  expect(reload).toHaveBeenCalledOnce();
});
