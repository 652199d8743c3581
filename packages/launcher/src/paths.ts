import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** What a build or a test leaves and another may use again; it can be deleted at any time. */
export const cacheDir = join(root, '.cache');
