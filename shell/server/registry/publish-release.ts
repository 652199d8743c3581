import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { PublishRelease } from '@yimen/shell-contract';
import { mayName, type RegisteredServices } from '../portlet-gateway/registered-services.ts';
import type { PublisherStore } from '../stores/publisher-store.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import { type CheckedFile, checkRelease } from './check-release.ts';
import { checkCodeOrigin } from './code-origin.ts';
import { encodeFile } from './encode-file.ts';
import type { Registry } from './registry.ts';
import { checkSignature } from './signature.ts';

/** What publishing needs. */
export type PublishParts = {
  releases: ReleaseStore;
  registry: Registry;
  services: RegisteredServices;
  publishers: PublisherStore;
  log: Log;
  clock: () => number;
};

/**
 * Publishes a release: all or nothing, never twice (D8). It is live at once when it is the highest version.
 *
 * @param name the portlet, as in the address
 * @param release the release with its files
 * @param publisher who publishes; the name belongs to whoever was first
 * @throws problem `forbidden` (another's name, a service that her portlets may not use), `descriptor-invalid` with every mistake,
 *   `signature-required`, `signature-invalid`, `signing-key-revoked`, `version-exists`
 */
export async function publishRelease(
  parts: PublishParts,
  name: string,
  release: PublishRelease,
  publisher: string,
): Promise<{ name: string; version: string; integrity: string }> {
  const owner = await parts.releases.publisherOf(name);
  if (owner !== undefined && owner !== publisher) throw otherPublisher(name);
  const checked = checkRelease(name, release);
  if (checked.errors.length > 0) throw problem('descriptor-invalid', { errors: checked.errors });
  const { descriptor, files, integrity, manifestSha384 } = checked as Extract<
    typeof checked,
    { integrity: string }
  >;
  await checkService(parts, descriptor, publisher);
  const baseUrl = await checkCodeOrigin(parts.publishers, release, publisher);
  const signature = await checkSignature(parts.publishers, release, publisher);
  const { version } = descriptor;
  const encoded = await Promise.all(
    files.map(async ({ path, sha384, content }) => ({
      portlet: name,
      version,
      path,
      sha384,
      ...(await encodeFile(path, content)),
    })),
  );
  const outcome = await parts.releases.publish(
    {
      portlet: name,
      version,
      descriptor_json: descriptor,
      entry: release.build.entry,
      integrity,
      needs_json: release.build.needs,
      is_styled: release.build.hasStyles,
      bytes: files.reduce((sum, file) => sum + file.content.length, 0),
      state: 'live',
      manifest_sha384: manifestSha384,
      published_at: parts.clock(),
      published_by: publisher,
      modules_json: modulesOf(release.build.entry, files),
      base_url: baseUrl,
      ...signature,
      damaged_at: null,
      damaged_path: null,
    },
    encoded,
  );
  if (outcome === 'other-publisher') throw otherPublisher(name);
  if (outcome === 'version-exists') {
    throw problem('version-exists', { detail: `${name} ${version} is published; releases never change` });
  }
  await parts.registry.changed();
  parts.log.info('release-published', { portlet: name, version, publisher });
  return { name, version, integrity };
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
