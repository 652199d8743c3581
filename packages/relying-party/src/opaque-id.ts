import { createHash, randomBytes } from 'node:crypto';

const OPAQUE_ID = /^[A-Za-z0-9_-]{43}$/;

/** 32 random bytes, base64url: what a browser holds. */
export function newOpaqueId(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a string that came from a browser can be one of ours at all. */
export function isOpaqueId(value: string): boolean {
  return OPAQUE_ID.test(value);
}

/** SHA-256, base64url: what the database holds in place of the id itself. */
export function keyOf(opaqueId: string): string {
  return createHash('sha256').update(opaqueId).digest('base64url');
}
