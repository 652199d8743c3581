import { createHmac, timingSafeEqual } from 'node:crypto';

export type FormProof = ReturnType<typeof createFormProof>;

/**
 * Only a page that was shown to this session can post its form (cross-site request forgery).
 * @param purpose what the form does: a proof for one purpose is none for another
 */
export function createFormProof(secret: string, purpose: string) {
  const of = (uid: string) => createHmac('sha256', secret).update(`${purpose} ${uid}`).digest('base64url');
  return {
    of,
    matches(uid: string, given: unknown): boolean {
      const expected = Buffer.from(of(uid));
      const actual = Buffer.from(typeof given === 'string' ? given : '');
      return expected.length === actual.length && timingSafeEqual(expected, actual);
    },
  };
}
