import { z } from 'zod';
import type { Seal } from '../../keys/seal.ts';
import { newTotpSecret } from '../totp.ts';

const goodForMs = 15 * 60_000;
const content = z.object({ secret: z.string(), until: z.number() });

/**
 * The secret that she is about to confirm travels in the form, sealed for her: nothing is stored until it is hers,
 * and any process can take the answer.
 */
export function createPendingTotp(o: { seal: Seal; now: () => number }) {
  const purposeOf = (sub: string) => `totp-pending:${sub}`;
  return {
    begin(sub: string): { secret: string; pending: string } {
      const secret = newTotpSecret();
      const plain = JSON.stringify({ secret, until: o.now() + goodForMs });
      return { secret, pending: o.seal.seal(plain, purposeOf(sub)) };
    },

    /** Undefined when it is too old, not hers or changed. */
    open(sub: string, pending: unknown): string | undefined {
      if (typeof pending !== 'string') return undefined;
      try {
        const { secret, until } = content.parse(JSON.parse(o.seal.open(pending, purposeOf(sub))));
        return until > o.now() ? secret : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
