import type { CheckParts } from './run-live-check.ts';
import { type Finding, failed, passed } from './steps.ts';
import { isOutside, reasonOf } from './trial-browser.ts';

/** The same document that every relying party reads first, over the network as they read it. */
export async function checkDiscovery({ issuer, request, signal }: CheckParts): Promise<Finding> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await request(url, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(8_000)]),
    });
    if (answer.status !== 200) return failed('discovery-status', { url, status: answer.status });
    const given = issuerIn(answer.text);
    if (given !== issuer) return failed('discovery-wrong-issuer', { issuer: given, expected: issuer });
    return passed('discovery-good', { url });
  } catch (error) {
    const reason = isOutside(error) ? 'YIMEN_LIVE_CHECK_NETWORKS' : reasonOf(error);
    return failed('discovery-unreachable', { url, reason });
  }
}

function issuerIn(text: string): string {
  try {
    return String((JSON.parse(text) as { issuer?: unknown }).issuer ?? '—');
  } catch {
    return '—';
  }
}
