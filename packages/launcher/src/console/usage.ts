/** The commands of the launcher, for whoever typed another one. */
export const usage = `npm start  [-- --profile demonstration|empty|conformance] [--data-dir DIR] [--ports fixed|free]
npm test
npm run build [-- --force]
npm run check:portlets [-- PORTLET…]
npm run e2e   [-- PLAYWRIGHT-ARGUMENTS]
npm run bench
node packages/launcher/bin/launch.mjs first-administrators [--data-dir DIR]`;
