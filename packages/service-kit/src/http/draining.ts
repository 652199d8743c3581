import type Koa from 'koa';

const draining = new WeakSet<Koa>();

/** Makes `/readyz` say no, so that balancers stop sending. */
export function markDraining(app: Koa): void {
  draining.add(app);
}

/** Whether the application is about to close. */
export function isDraining(app: Koa): boolean {
  return draining.has(app);
}
