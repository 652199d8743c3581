import { createHash } from 'node:crypto';
import { type PortletDescriptor, validateDescriptor } from '@yimen/portlet-sdk/descriptor';
import { manifestText } from '@yimen/portlet-sdk/release';
import type { FieldError } from '@yimen/problem';
import type { PublishRelease } from '@yimen/shell-contract';
import semver from 'semver';
import { checkCatalogue } from './check-catalogue.ts';
import { checkFrame, isFrameDescriptor } from './check-frame.ts';
import { isPage, mediaTypeOf } from './media-types.ts';

/** A file of a release that has been checked. */
export type CheckedFile = { path: string; sha384: string; content: Buffer };

/** A release that can be stored, or every mistake in it. */
export type CheckedRelease =
  | { errors: [FieldError, ...FieldError[]] }
  | {
      errors: [];
      descriptor: PortletDescriptor;
      files: CheckedFile[];
      integrity: string;
      manifestSha384: string;
    };

/** A single file; a portlet that is bigger should load in parts. */
const MOST_FILE_BYTES = 8 * 1_048_576;
const SEGMENT = /^[A-Za-z0-9_@+~-][A-Za-z0-9_@+~.-]*$/;

/**
 * Checks everything about a release that can be known before it is stored: the descriptor, and that the files are there
 * once, under harmless paths, and are what their hashes say.
 *
 * @param name the portlet that is published, as in the address
 * @param release the request's body, of the right shape
 * @param frameOrigins origins that the administrator has registered for frames
 * @returns every mistake at once with its pointer, or the release ready to store
 */
export function checkRelease(
  name: string,
  release: PublishRelease,
  frameOrigins: readonly string[] = [],
): CheckedRelease {
  const errors: FieldError[] = [
    ...checkDescriptor(name, release.descriptor),
    ...checkBuild(release),
    ...checkFrame(release, frameOrigins),
  ];
  const isFrame = isFrameDescriptor(release.descriptor);
  const files = release.files.map((file, index) =>
    checkFile({ ...file, isFrame }, `/body/files/${index}`, errors),
  );
  for (const [index, { path }] of release.files.entries()) {
    if (release.files.findIndex((other) => other.path === path) !== index) {
      errors.push({ pointer: `/body/files/${index}/path`, detail: `"${path}" is there twice` });
    }
  }
  errors.push(...checkCatalogue(release.catalogue, files));
  const entry = files.find((file) => file.path === release.build.entry);
  const [first, ...rest] = errors;
  if (first) return { errors: [first, ...rest] };
  return {
    errors: [],
    descriptor: release.descriptor as PortletDescriptor,
    files,
    integrity: `sha384-${entry?.sha384 ?? ''}`,
    manifestSha384: createHash('sha384').update(manifestText(release)).digest('base64'),
  };
}

function checkDescriptor(name: string, value: unknown): FieldError[] {
  const errors = validateDescriptor(value).errors.map(({ pointer, detail }) => ({
    pointer: `/body/descriptor${pointer}`,
    detail,
  }));
  if (typeof value !== 'object' || value === null) return errors;
  const descriptor = value as Partial<PortletDescriptor>;
  if (typeof descriptor.name === 'string' && descriptor.name !== name) {
    errors.push({ pointer: '/body/descriptor/name', detail: `the address publishes "${name}"` });
  }
  // Two versions that differ only in build metadata have the same precedence: neither would be the live one.
  if (typeof descriptor.version === 'string' && descriptor.version.includes('+')) {
    errors.push({ pointer: '/body/descriptor/version', detail: 'no build metadata (+…)' });
  }
  return errors;
}

function checkBuild({ build, files, descriptor }: PublishRelease): FieldError[] {
  const errors: FieldError[] = [];
  if (!isFrameDescriptor(descriptor) && !/\.m?js$/.test(build.entry)) {
    errors.push({ pointer: '/body/build/entry', detail: 'a JavaScript file is expected' });
  }
  if (!files.some((file) => file.path === build.entry)) {
    errors.push({ pointer: '/body/build/entry', detail: `there is no file "${build.entry}"` });
  }
  for (const [name, range] of Object.entries(build.needs)) {
    if (semver.validRange(range) === null) {
      const key = name.replaceAll('~', '~0').replaceAll('/', '~1');
      errors.push({ pointer: `/body/build/needs/${key}`, detail: `"${range}" is no range of versions` });
    }
  }
  return errors;
}

function checkFile(
  file: PublishRelease['files'][number] & { isFrame: boolean },
  pointer: string,
  errors: FieldError[],
): CheckedFile {
  const mistake = (member: string, detail: string) =>
    errors.push({ pointer: `${pointer}/${member}`, detail });
  if (!file.path.split('/').every((segment) => SEGMENT.test(segment))) {
    mistake(
      'path',
      'a relative path of letters, digits and . _ @ + ~ - is expected, without dots at its beginning',
    );
  } else if (mediaTypeOf(file.path) === undefined || (isPage(file.path) && !file.isFrame)) {
    mistake('path', 'files of this kind are not served');
  }
  const content = Buffer.from(file.content, 'base64');
  // Node skips what is no base64; encoding again shows it.
  if (content.toString('base64') !== file.content) {
    mistake('content', 'base64 (RFC 4648, section 4) is expected');
    return { path: file.path, sha384: '', content };
  }
  if (content.length > MOST_FILE_BYTES) {
    mistake('content', `the file has ${content.length} bytes; ${MOST_FILE_BYTES} are allowed`);
  }
  const sha384 = createHash('sha384').update(content).digest('base64');
  if (file.sha384.replace(/^sha384-/, '') !== sha384) {
    mistake('sha384', 'the content has another hash');
  }
  return { path: file.path, sha384, content };
}
