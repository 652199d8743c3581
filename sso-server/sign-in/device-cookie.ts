import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';

const name = 'yimen_sso_device';
const oneYearMs = 365 * 24 * 3_600_000;

/** The browser on this device, if somebody has signed in with it before. */
export const deviceOf = (ctx: Context): string | undefined => ctx.cookies.get(name, { signed: true });

/** Gives the browser its device cookie, or keeps it for another year. */
export function keepDevice(ctx: Context): string {
  const device = deviceOf(ctx) ?? randomBytes(24).toString('base64url');
  ctx.cookies.set(name, device, { signed: true, httpOnly: true, sameSite: 'lax', maxAge: oneYearMs });
  return device;
}
