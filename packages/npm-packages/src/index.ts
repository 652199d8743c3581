export { addRelease, newestRelease } from './add-release.ts';
export { packPackages } from './pack-packages.ts';
export { latestFile, type PackedPackage, type PackedRelease, packagesFile } from './packed-release.ts';
