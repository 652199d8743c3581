// Started detached by run-folder.ts: removes a folder when the test run is gone, however that ended.
// Arguments: folder, process id of the run.
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

const [folder = '', run = ''] = process.argv.slice(2);

while (isAlive(Number(run))) await delay(300);
rmSync(folder, { recursive: true, force: true });
