import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import type { RequireOwnToken } from '../provider/own-tokens.ts';
import type { NewDevices } from './new-devices.ts';
import { deviceLabel } from './session-list.ts';

/**
 * What a portal tells the person behind the token (scope systems:read): sign-ins on devices that are new to her account
 * and that she has not answered for. Not the sign-in that the token itself comes from.
 */
export function newDeviceRoutes(o: { newDevices: NewDevices; requireOwnToken: RequireOwnToken }): Middleware {
  const router = new Router({ sensitive: true });
  router.get('/api/account/new-devices', o.requireOwnToken('systems:read'), async (ctx) => {
    const caller = callerOf(ctx);
    if (caller.isService) throw problem('forbidden', { detail: 'needs the token of a person' });
    const notices = await o.newDevices.openOf(caller.sub, caller.sid);
    ctx.set('cache-control', 'no-store');
    ctx.body = {
      newDevices: notices.map((notice) => ({
        id: notice.id,
        at: notice.created_at,
        address: notice.ip,
        device: {
          'zh-CN': deviceLabel(notice.user_agent, 'zh-CN'),
          'en-US': deviceLabel(notice.user_agent, 'en-US'),
        },
      })),
    };
  });
  return router.routes() as Middleware;
}
