import type { Middleware } from 'koa';
import { answerWithPage } from '../plain-pages.ts';

/** Tells the pages of this origin, and closes a window that a script has opened; any other stays and says so. */
const script = "new BroadcastChannel('yimen-verified').postMessage('verified');setTimeout(close,100)";

/** GET /auth/verified: where a stepping up in a window of its own comes back to. */
export function verified(): Middleware {
  return (ctx) => answerWithPage(ctx, 'verified', { href: '/', script });
}
