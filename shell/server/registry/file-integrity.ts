import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import type { ReleaseManifest } from '@yimen/portlet-sdk/release';
import type { PublisherStore } from '../stores/publisher-store.ts';
import type { ReleaseActStore } from '../stores/release-act-store.ts';
import type { ReleaseFileRow, ReleaseRow } from '../stores/release-store.ts';
import { verifySignature } from './signature.ts';

const decoders = { gzip: promisify(gunzip), brotli: promisify(brotliDecompress) };

/** What a publisher signed, as far as it can still be proved. */
export type SignedManifest = ReleaseManifest | 'unsigned' | 'signature-broken';

/** A file whose bytes are not those of the manifest; `actual` is null when they cannot even be read. */
export type Damage = { path: string; expected: string; actual: string | null };

/**
 * Checks a stored file in every coding in which it may be sent. The hash of a signed release is taken from what its
 * publisher signed, so that whoever changes a file and its hash in the database is found as well.
 *
 * @returns what is wrong with it; undefined: nothing
 */
export async function findDamage(file: ReleaseFileRow, signed: SignedManifest): Promise<Damage | undefined> {
  const expected = expectedHash(file, signed);
  if (expected === undefined) return { path: file.path, expected: file.sha384, actual: null };
  for (const coding of ['identity', 'gzip', 'brotli'] as const) {
    const stored = file[coding];
    if (stored === null) continue;
    const content = coding === 'identity' ? stored : await decoders[coding](stored).catch(() => undefined);
    const actual = content && createHash('sha384').update(content).digest('base64');
    if (actual !== expected) return { path: file.path, expected, actual: actual ?? null };
  }
  return undefined;
}

/** What the publisher of a stored release signed. */
export async function signedManifest(
  stores: { publishers: PublisherStore; acts: ReleaseActStore },
  release: ReleaseRow,
): Promise<SignedManifest> {
  const { signature, key_id: keyId, published_by: publisher } = release;
  if (signature === null && keyId === null)
    return (await wasSigned(stores, release)) ? 'signature-broken' : 'unsigned';
  const key = await stores.publishers.findKey(publisher, keyId ?? '');
  if (!key || signature === null) return 'signature-broken';
  try {
    return JSON.parse(await verifySignature(signature, key)) as ReleaseManifest;
  } catch {
    return 'signature-broken';
  }
}

/**
 * Whether a release that has no signature any more was published with one: the trail, which the database lets nobody
 * change, says so. For releases of before the trail named keys, the publisher's policy does.
 */
async function wasSigned(
  { publishers, acts }: { publishers: PublisherStore; acts: ReleaseActStore },
  { portlet, version, published_by: publisher, published_at: at }: ReleaseRow,
): Promise<boolean> {
  const published = (await acts.ofRelease(portlet, version)).find(({ act }) => act === 'published');
  const keyId = published?.detail?.keyId;
  if (keyId !== undefined) return keyId !== null;
  const policy = await publishers.findPolicy(publisher);
  return policy?.signature_rule === 'required' && policy.updated_at <= at;
}

function expectedHash(file: ReleaseFileRow, signed: SignedManifest): string | undefined {
  if (signed === 'signature-broken') return undefined;
  if (signed === 'unsigned') return file.sha384;
  return signed.files.find(({ path }) => path === file.path)?.sha384.slice('sha384-'.length);
}
