export { type BuiltPortlet, buildPortlet } from './build/build-portlet.ts';
export { type ReleaseUpload, readRelease, StaleRelease } from './build/read-release.ts';
export { manifestFile, type ReleaseManifest, sha384 } from './build/release-manifest.ts';
export { type PortletProject, readProject } from './project/read-project.ts';
export { type PublishedRelease, type PublishOptions, publishPortlet } from './publish/publish-portlet.ts';
export { type Mistake, mistakeText, PortletMistakes } from './vite/portlet-mistakes.ts';
