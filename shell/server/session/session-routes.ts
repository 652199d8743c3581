import type Router from '@koa/router';
import { saveLocaleSchema } from '@yimen/shell-contract/schemas';
import { withInput } from '../http/with-input.ts';
import type { PersonStore } from '../stores/person-store.ts';
import { presentSession } from './session-view.ts';
import { viewerOf } from './viewer.ts';

/** GET /session, PUT /session/locale */
export function addSessionRoutes(router: Router, o: { people: PersonStore; clock: () => number }): void {
  router.get('/session', (ctx) => {
    ctx.body = presentSession(viewerOf(ctx));
  });

  router.put(
    '/session/locale',
    withInput({ body: saveLocaleSchema }, async (ctx) => {
      const viewer = viewerOf(ctx);
      const { locale } = ctx.input.body;
      await o.people.saveLocale(viewer.sub, locale, o.clock());
      ctx.body = presentSession({ ...viewer, locale });
    }),
  );
}
