import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Variables of the npm registry. */
export const npmConfig = {
  /** Folder of the npm packages that this portal offers to vendors; without it, or empty, it offers none. */
  npmPackages: z
    .string()
    .default(fileURLToPath(new URL('../../../packages/npm-packages/dist', import.meta.url))),
};
