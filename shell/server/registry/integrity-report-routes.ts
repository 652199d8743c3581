import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import { portletNameSchema } from '@yimen/shell-contract/schemas';
import { z } from 'zod';
import { withInput } from '../http/with-input.ts';
import { viewerOf } from '../session/viewer.ts';
import type { IntegrityReportStore } from '../stores/integrity-report-store.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import type { Registry } from './registry.ts';
import type { ReleaseCheck } from './release-check.ts';

const MOST_A_WINDOW = 20;
const WINDOW_MS = 600_000;
const MOST_SHOWN = 200;

const hash = z.string().regex(/^sha384-[A-Za-z0-9+/]{64}$/);
const reportSchema = z.strictObject({
  portlet: portletNameSchema,
  version: z.string().max(64),
  path: z.string().min(1).max(200),
  isOtherOrigin: z.boolean(),
  /** Of the bytes that came; null: they could not be read again. */
  actual: hash.nullable(),
});

type Parts = {
  releases: ReleaseStore;
  registry: Registry;
  integrityReports: IntegrityReportStore;
  log: Log;
  clock: () => number;
};

/** POST /integrity-reports: the shell kept a file from running because it is not what the manifest says. */
export function addIntegrityReportRoutes(
  router: Router,
  { releases, registry, integrityReports, log, clock }: Parts,
): void {
  const isTooMany = countByPerson(clock);
  router.post(
    '/integrity-reports',
    withInput({ body: reportSchema }, async (ctx) => {
      const viewer = viewerOf(ctx);
      const { portlet, version, path, isOtherOrigin, actual } = ctx.input.body;
      if (isTooMany(viewer.sub)) throw problem('rate-limited');
      // Of what she may not load she has seen no file; and nobody learns here which drafts there are (I6).
      if (!(await registry.mayLoad(portlet, version, viewer))) throw problem('not-found');
      const release = await releases.find(portlet, version);
      if (!release) throw problem('not-found');
      const expected = path === release.entry ? release.integrity : release.modules_json?.[path];
      if (expected === undefined) throw problem('not-found');
      // Who sends it may be mistaken: what the manifest says is looked up here, and the right bytes are no report.
      if (actual === expected)
        throw problem('invalid-input', {
          errors: [{ pointer: '/body/actual', detail: 'is what is expected' }],
        });
      const found = { portlet, version, path, expected, actual };
      const origin = isOtherOrigin && release.base_url ? new URL(release.base_url).origin : null;
      await integrityReports.add({
        ...{ id: randomUUID(), reported_at: clock(), source: 'browser', sub: viewer.sub },
        ...{ ...found, origin },
      });
      log.error('portlet-tampered', { ...found, origin, sub: viewer.sub });
      ctx.status = 204;
    }),
  );
}

/** For administrators: GET /integrity-reports, and POST /releases/:name/:version/check. */
export function addIntegrityAdminRoutes(
  router: Router,
  { integrityReports, releaseCheck }: { integrityReports: IntegrityReportStore; releaseCheck: ReleaseCheck },
): void {
  router.get('/integrity-reports', async (ctx) => {
    ctx.body = await latestIntegrityReports(integrityReports);
  });

  const params = z.object({ name: portletNameSchema, version: z.string().max(64) });
  router.post(
    '/releases/:name/:version/check',
    withInput({ params }, async (ctx) => {
      const { name, version } = ctx.input.params;
      ctx.body = { name, version, damaged: await releaseCheck.release(name, version) };
    }),
  );
}

/** The newest 200 reports, newest first. */
export async function latestIntegrityReports(store: IntegrityReportStore) {
  const rows = await store.latest(MOST_SHOWN);
  return rows.map(({ reported_at: reportedAt, ...rest }) => ({ reportedAt, ...rest }));
}

/** One person's browser cannot fill the database: so many in ten minutes, counted in this process. */
function countByPerson(clock: () => number): (sub: string) => boolean {
  let counts = new Map<string, number>();
  let began = clock();
  return (sub) => {
    if (clock() - began >= WINDOW_MS) {
      counts = new Map();
      began = clock();
    }
    const count = (counts.get(sub) ?? 0) + 1;
    counts.set(sub, count);
    return count > MOST_A_WINDOW;
  };
}
