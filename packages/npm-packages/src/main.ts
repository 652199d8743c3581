import { resolve } from 'node:path';
import { packPackages } from './pack-packages.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('node packages/npm-packages/src/main.ts <folder>   adds the npm packages of this checkout');
  process.exit(2);
}
const { version, packages } = await packPackages(resolve(folder));
console.log(`${packages.length} packages of ${version} are in ${folder}`);
