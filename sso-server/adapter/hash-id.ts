import { hash } from 'node:crypto';

/** Identifiers that are bearer secrets (codes, tokens, cookies) are stored only as their SHA-256. */
export function hashId(id: string): string {
  return hash('sha256', id, 'base64url');
}
