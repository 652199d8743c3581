import type { Context, Middleware } from 'koa';

/** What is asked of a router of @koa/router. */
type Routes = {
  match(path: string, method: string): { route: boolean };
  routes(): unknown;
};

/**
 * The routes of a router behind guards. In place of `router.use(guard)`, which finds its paths by another expression
 * than the routes do: with a prefix it passed over `/API/admin/…`, and the route ran unguarded.
 *
 * @param router all of its routes are guarded
 * @param guards run in order before any route of the router does; one that throws or does not call `next` ends it
 */
export function guardedRoutes(router: Routes, ...guards: Middleware[]): Middleware {
  const routes = router.routes() as Middleware;
  return (ctx: Context, next) => {
    if (!router.match(ctx.path, ctx.method).route) return routes(ctx, next);
    const run = (index: number): Promise<unknown> => {
      const guard = guards[index];
      return Promise.resolve(guard ? guard(ctx, () => run(index + 1) as Promise<void>) : routes(ctx, next));
    };
    return run(0);
  };
}
