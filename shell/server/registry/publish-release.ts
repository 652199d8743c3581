import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { PublishedRelease, PublishRelease } from '@yimen/shell-contract';
import { mayName, type RegisteredServices } from '../portlet-gateway/registered-services.ts';
import type { PublisherStore } from '../stores/publisher-store.ts';
import type { ReleasePolicyStore } from '../stores/release-policy-store.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import { type CheckedFile, checkRelease } from './check-release.ts';
import { checkCodeOrigin } from './code-origin.ts';
import { assertBreaksAccepted } from './compatibility/accept-breaks.ts';
import { breaksOf } from './compatibility/compare-release.ts';
import type { Comparisons } from './compatibility/comparisons.ts';
import { presentComparison } from './compatibility/present-comparison.ts';
import { encodeFiles } from './encode-file.ts';
import type { Registry } from './registry.ts';
import { checkSignature, keyRevoked } from './signature.ts';
import { type PortalPolicy, policyFor } from './states/release-policies.ts';
import type { TellOfRelease } from './tell-of-release.ts';

/** What publishing needs. */
export type PublishParts = {
  releases: ReleaseStore;
  policies: ReleasePolicyStore;
  /** Where neither the portlet nor its publisher has one. */
  portalPolicy: PortalPolicy;
  registry: Registry;
  comparisons: Comparisons;
  tellOfRelease: TellOfRelease;
  services: RegisteredServices;
  publishers: PublisherStore;
  /** Origins that the administrator has registered for frames. */
  frameOrigins: readonly string[];
  log: Log;
  clock: () => number;
};

/**
 * Publishes a release: all or nothing, never twice (D8). It is a draft, or live at once where the policy trusts the
 * publisher.
 *
 * @param name the portlet, as in the address
 * @param release the release with its files
 * @param publisher who publishes; the name belongs to whoever was first
 * @throws problem `forbidden` (another's name, a service that her portlets may not use), `descriptor-invalid` with every mistake,
 *   `signature-required`, `signature-invalid`, `signing-key-revoked`, `release-breaks-users`, `version-exists`
 */
export async function publishRelease(
  parts: PublishParts,
  name: string,
  release: PublishRelease,
  publisher: string,
): Promise<PublishedRelease> {
  const owner = await parts.releases.publisherOf(name);
  if (owner !== undefined && owner !== publisher) throw otherPublisher(name);
  const checked = checkRelease(name, release, parts.frameOrigins);
  if (checked.errors.length > 0) throw problem('descriptor-invalid', { errors: checked.errors });
  const { descriptor, files, integrity, manifestSha384 } = checked as Extract<
    typeof checked,
    { integrity: string }
  >;
  await checkService(parts, descriptor, publisher);
  const baseUrl = await checkCodeOrigin(parts.publishers, release, publisher);
  const signature = await checkSignature(parts.publishers, release, publisher);
  const { version } = descriptor;
  const { policy, from } = policyFor(await parts.policies.all(), parts.portalPolicy, {
    portlet: name,
    publisher,
  });
  const state = policy === 'auto-live' ? 'live' : 'draft';
  const comparison = await parts.comparisons.of({ descriptor, needs: release.build.needs });
  const { findings } = comparison;
  if (state === 'live') {
    const live = (await parts.registry.live()).get(name)?.version;
    assertBreaksAccepted(findings, { version, live, acceptBreaks: release.acceptBreaks === true });
  }
  const at = parts.clock();
  const outcome = await parts.releases.publish({
    release: {
      portlet: name,
      version,
      descriptor_json: descriptor,
      entry: release.build.entry,
      integrity,
      needs_json: release.build.needs,
      is_styled: release.build.hasStyles,
      bytes: files.reduce((sum, file) => sum + file.content.length, 0),
      state,
      manifest_sha384: manifestSha384,
      catalogue_json: release.catalogue ?? null,
      published_at: at,
      published_by: publisher,
      modules_json: modulesOf(release.build.entry, files),
      base_url: baseUrl,
      ...signature,
      damaged_at: null,
      damaged_path: null,
    },
    files: (await encodeFiles(files)).map((file) => ({ portlet: name, version, ...file })),
    comparison,
    act: {
      at,
      act: 'published',
      portlet: name,
      version,
      from: null,
      to: state,
      actor: { kind: 'client', id: publisher, name: null },
      reason: null,
      detail: {
        policy,
        policyFrom: from,
        manifestSha384,
        keyId: signature.key_id,
        breaks: breaksOf(comparison).length,
      },
    },
  });
  if (outcome === 'other-publisher') throw otherPublisher(name);
  if (outcome === 'key-revoked') throw keyRevoked(signature.key_id);
  if (outcome === 'version-exists') {
    throw problem('version-exists', { detail: `${name} ${version} is published; releases never change` });
  }
  await parts.tellOfRelease({ portlet: name, descriptor, states: [state] });
  parts.log.info('release-published', { portlet: name, version, publisher, state });
  const shown = presentComparison(comparison).findings;
  return { name, version, integrity, state, manifestSha384, findings: shown };
}

/** What a browser has to check beside the entry; null: the portlet is one file. */
function modulesOf(entry: string, files: readonly CheckedFile[]): Record<string, string> | null {
  const others = files.filter(({ path }) => path !== entry && /\.(m?js|css)$/.test(path));
  if (others.length === 0) return null;
  return Object.fromEntries(others.map(({ path, sha384 }) => [path, `sha384-${sha384}`]));
}

function otherPublisher(name: string): Error {
  return problem('forbidden', { detail: `the portlet "${name}" belongs to another publisher` });
}

/** The gateway would refuse it anyhow; whoever publishes learns it here. */
async function checkService(
  { services }: PublishParts,
  { service }: PortletDescriptor,
  publisher: string,
): Promise<void> {
  const registered = service && (await services.get()).get(service.audience);
  if (!service || !registered || mayName(service.audience, registered, publisher)) return;
  const detail = `"${publisher}" may not publish portlets that use ${service.audience}: an administrator of the portal names publishers at the service`;
  throw problem('forbidden', { detail, errors: [{ pointer: '/body/descriptor/service/audience', detail }] });
}
