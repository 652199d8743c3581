import type { ReleaseFinding } from '@yimen/portlet-sdk/release';
import { type RegistryAccess, registryClient } from '../publish/registry-client.ts';

/** A finding as the portal tells it. */
export type PortalFinding = ReleaseFinding & { readonly sentence: { readonly 'en-US': string } };

/** A release that would break somebody. */
export class BreaksUsers extends Error {
  override readonly name = 'BreaksUsers';
}

/**
 * Asks a portal what a release would change for the pages, portlets and people that use its portlet. Nothing is
 * published.
 *
 * @param access the portal and the publisher's client credentials
 * @param release descriptor, and the ranges of shared packages that the build wrote down
 * @returns what was found, worst first
 * @throws ProblemError `forbidden` for another publisher's portlet, `descriptor-invalid`, `network-failed`
 */
export async function compareWithPortal(
  access: RegistryAccess,
  { descriptor, needs }: { descriptor: { readonly name: string }; needs: Readonly<Record<string, string>> },
): Promise<readonly PortalFinding[]> {
  const client = await registryClient(access);
  const answer = await client.send('POST', `/portlets/${descriptor.name}/comparisons`, { descriptor, needs });
  return (answer as { findings?: PortalFinding[] } | undefined)?.findings ?? [];
}

/** Findings as lines of a terminal, worst first. */
export function findingLines(findings: readonly PortalFinding[]): string[] {
  return findings.map(({ severity, sentence }) => `  ${severity}: ${sentence['en-US']}`);
}
