import { brotliCompressSync, constants } from 'node:zlib';
import { checkNeeds, validateDescriptor } from '@yimen/portlet-sdk/descriptor';
import { CaseFailure, expectNone, expectThat, type KitCase, NotApplicable, onlyWhen } from './kit-case.ts';

/** Bytes that the JavaScript of a release may have after Brotli. */
export const sizeLimit = 250_000;

/** Words that only the package's own code has. */
const signatures: Readonly<Record<string, RegExp>> = {
  react: /__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE\s*[:=]/,
  'react/jsx-runtime': /Symbol\.for\(["'`]react\.transitional\.element["'`]\)/,
  'react-dom': /__DOM_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE\s*[:=]/,
  antd: /genComponentStyleHook|["'`]ant-btn["'`]/,
};

const isCode = (path: string) => /\.m?js$/.test(path);

/** Cases that look at the files of a release. */
export const releaseCases: readonly KitCase[] = [
  {
    id: 'R1',
    title: 'The descriptor has no mistake',
    mend: 'Mend portlet.json at each pointer that is named.',
    run({ release }) {
      const { errors } = validateDescriptor(release.descriptor);
      expectNone(
        errors.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`),
        'the descriptor has mistakes',
      );
    },
  },
  {
    id: 'R70',
    title: 'The manifest lists every file of the release with its hash',
    mend: 'Build again; change nothing in dist afterwards.',
    run({ release }) {
      const there = new Map(release.files.map(({ path, sha384 }) => [path, sha384]));
      const listed = new Map(release.listed.map(({ path, sha384 }) => [path, sha384]));
      const wrong = [...new Set([...there.keys(), ...listed.keys()])].filter(
        (path) => there.get(path) !== listed.get(path),
      );
      expectNone(wrong, 'not the files that release.json lists');
      expectThat(there.has(release.build.entry), `the entry ${release.build.entry} is not there`);
    },
  },
  {
    id: 'R63',
    title: 'The release brings no copy of a shared package',
    mend: 'Take React and the design system from the shell: build with yimen build, or mark them as shared.',
    run({ release }) {
      const found = release.files
        .filter(({ path }) => isCode(path))
        .flatMap(({ path, bytes }) => {
          const text = bytes.toString('utf8');
          return Object.entries(signatures).flatMap(([name, words]) =>
            words.test(text) ? [`${name} in ${path}`] : [],
          );
        });
      expectNone(found, 'copies of shared packages');
    },
  },
  {
    id: 'R155',
    title: 'The code is small enough to load with a page of others',
    mend: 'Import what you use only; load big parts from the service when they are needed.',
    run({ release }) {
      const bytes = release.files
        .filter(({ path }) => isCode(path))
        .reduce((sum, file) => sum + compressed(file.bytes), 0);
      const kilobytes = (count: number) => `${Math.ceil(count / 1000)} kB`;
      expectThat(
        bytes <= sizeLimit,
        `${kilobytes(bytes)} of JavaScript with Brotli; ${kilobytes(sizeLimit)} is the limit`,
      );
    },
  },
  {
    id: 'R60',
    title: 'The entry is a federation container that exposes the portlet',
    isGround: true,
    mend: 'Build with yimen build, or expose ./portlet (and ./styles) from an ES module with init and get.',
    async run({ release, stage }) {
      onlyWhen(release.descriptor.adapter !== 'frame', 'it is a page in a frame');
      const { host } = await stage();
      const kinds = await host('exportedKinds').catch((error: Error) => {
        throw new CaseFailure(`the entry cannot be evaluated: ${error.message.split('\n')[0]}`);
      });
      expectThat(
        kinds.every((kind) => kind === 'function'),
        'the entry exports no init and get',
      );
      await host('loadCode').catch((error: Error) => {
        if (error.message.includes('portlet-incompatible')) throw new NotApplicable('R61 says why');
        throw new CaseFailure(`the container exposes no portlet: ${error.message.split('\n')[0]}`);
      });
    },
  },
  {
    id: 'R61',
    title: 'The shared packages that the release needs are those of the portal',
    isGround: true,
    mend: 'Widen the range, or build against the version that the portal has.',
    async run({ release, stage }) {
      const { host } = await stage();
      const shared = await host('sharedVersions');
      const needs = { '@yimen/portlet-sdk': release.descriptor.sdk, ...release.build.needs };
      expectNone(
        checkNeeds(needs, shared).map(
          ({ name, range, version }) => `needs ${name} ${range}, the portal has ${version ?? 'none'}`,
        ),
        'what it needs is not there',
      );
    },
  },
];

function compressed(bytes: Buffer): number {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).byteLength;
}
