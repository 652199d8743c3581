import type Router from '@koa/router';
import { notificationSchema } from '@yimen/shell-contract/schemas';
import type { Middleware } from 'koa';
import { withInput } from '../http/with-input.ts';
import { viewerOf } from '../session/viewer.ts';
import type { EventStream } from './event-stream.ts';
import type { PortalEvents } from './portal-events.ts';

/** GET /events: the stream of a shell. */
export function addEventRoutes(router: Router, stream: EventStream): void {
  router.get('/events', (ctx) => {
    const viewer = viewerOf(ctx);
    // Past Koa: compression would hold events back, and an open stream is no pending answer.
    ctx.respond = false;
    stream.open(ctx.res, viewer);
  });
}

/** POST /notifications: a service says that data has changed (bearer token, scope portal:notify). */
export function addNotificationRoutes(
  router: Router,
  o: { events: PortalEvents; requireNotifier: Middleware },
): void {
  router.post(
    '/notifications',
    o.requireNotifier,
    withInput({ body: notificationSchema }, async (ctx) => {
      const { topic, subjects, roles } = ctx.input.body;
      await o.events.resourceChanged(topic, { subjects, roles });
      ctx.status = 204;
    }),
  );
}
