export { type BuiltPortlet, buildPortlet } from './build/build-portlet.ts';
export { checkPortlet } from './build/check-portlet.ts';
export { type ReleaseUpload, readRelease, StaleRelease } from './build/read-release.ts';
export { manifestFile, type ReleaseManifest, sha384 } from './build/release-manifest.ts';
export { type CreatedPortlet, createPortlet } from './create/create-portlet.ts';
export { type DevOptions, type RunningDev, startDev } from './dev/start-dev.ts';
export { type PortletProject, readProject } from './project/read-project.ts';
export { type PublishedRelease, type PublishOptions, publishPortlet } from './publish/publish-portlet.ts';
export { type Mistake, mistakeText, PortletMistakes } from './vite/portlet-mistakes.ts';
