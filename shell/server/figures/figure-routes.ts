import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { FigureReport, WindowFigure } from '@yimen/shell-contract';
import { type FigureQuery, figureQuerySchema, windowFigureReportSchema } from '@yimen/shell-contract/schemas';
import { withInput } from '../http/with-input.ts';
import type { PersonalPages } from '../pages/personal-pages.ts';
import { mayUsePortlet } from '../registry/portlet-access.ts';
import type { Registry } from '../registry/registry.ts';
import { type Viewer, viewerOf } from '../session/viewer.ts';
import type { Figures } from './figures.ts';

const DAY = 86_400_000;

/** A window's report that was believed, for whoever else counts. */
export type FigureListener = (
  figure: WindowFigure,
  viewer: Viewer,
  isSampled: boolean,
) => Promise<void> | void;

type Parts = {
  figures: Figures;
  personalPages: PersonalPages;
  registry: Registry;
  /** Whether the portlet has such a release, in whatever state. */
  hasRelease: (portlet: string, version: string) => Promise<boolean>;
  countReport: (session: string) => void;
  onFigure: FigureListener;
};

/**
 * POST /window-figures: what the windows of a page did. It is believed as far as it can be checked: the page is one that
 * the person may see, the portlet one that she may use, the version one that was published; the unit is the session's.
 */
export function addFigureRoutes(router: Router, parts: Parts): void {
  router.post(
    '/window-figures',
    withInput({ body: windowFigureReportSchema }, async (ctx) => {
      const viewer = viewerOf(ctx);
      const { page, isSampled, windows } = ctx.input.body;
      parts.countReport(viewer.session.key);
      const { pages } = await parts.personalPages.list(viewer);
      if (!pages.some(({ id }) => id === page)) throw problem('not-found', { detail: `no page "${page}"` });
      const releases = await parts.registry.releasesFor(viewer);
      for (const figure of windows as WindowFigure[]) {
        const release = releases.get(figure.portlet);
        const isTrue =
          release !== undefined &&
          mayUsePortlet(viewer, release.descriptor) &&
          (release.version === figure.version || (await parts.hasRelease(figure.portlet, figure.version)));
        // A portlet may have been taken away since the page was loaded; the others' figures count.
        if (!isTrue) continue;
        if (isSampled) parts.figures.record(figure, { page, unit: viewer.unit?.id ?? null });
        await parts.onFigure(figure, viewer, isSampled);
      }
      ctx.status = 204;
    }),
  );
}

/** GET /window-figures, for administrators: `portlet`, `version`, `page`, `unit`, `from`, `to` (now), `by`. */
export function addFigureAdminRoutes(router: Router, o: { figures: Figures; clock: () => number }): void {
  router.get(
    '/window-figures',
    withInput({ query: figureQuerySchema }, async (ctx) => {
      ctx.body = await readFigures(o.figures, ctx.input.query, o.clock());
    }),
  );
}

/**
 * The figures that a request asks for; without `from` those of a day.
 *
 * @throws problem `invalid-input` when the span ends before it begins
 */
export async function readFigures(figures: Figures, query: FigureQuery, now: number): Promise<FigureReport> {
  const { by, to = now, ...filter } = query;
  const from = filter.from ?? to - DAY;
  if (from > to) {
    const detail = '"from" is after "to"';
    throw problem('invalid-input', { errors: [{ pointer: '/query/from', detail }] });
  }
  return { from, to, lines: await figures.list({ ...filter, from, to }, by) };
}
