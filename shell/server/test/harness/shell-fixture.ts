import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const manifest = {
  'main.tsx': {
    file: 'assets/main-AAAAAAAA.js',
    src: 'main.tsx',
    isEntry: true,
    imports: ['_react-BBBBBBBB.js'],
    dynamicImports: ['_ui-base-EEEEEEEE.js'],
    css: ['assets/main-CCCCCCCC.css'],
  },
  '_react-BBBBBBBB.js': { file: 'assets/react-BBBBBBBB.js' },
  '_antd-DDDDDDDD.js': { file: 'assets/antd-DDDDDDDD.js', imports: ['_react-BBBBBBBB.js'] },
  // As the build names it: `@yimen/ui` together with what its parts share.
  '_ui-base-EEEEEEEE.js': {
    file: 'assets/ui-EEEEEEEE.js',
    name: 'ui-base',
    imports: ['_antd-DDDDDDDD.js', 'main.tsx'],
  },
  '../../packages/ui/src/charts/index.ts': {
    file: 'assets/charts-FFFFFFFF.js',
    src: '../../packages/ui/src/charts/index.ts',
    isDynamicEntry: true,
    imports: ['_ui-base-EEEEEEEE.js'],
  },
};

/** A folder that looks like a built shell. */
export function createShellFixture(): string {
  const dist = mkdtempSync(join(tmpdir(), 'yimen-shell-'));
  mkdirSync(join(dist, 'assets'));
  mkdirSync(join(dist, '.vite'));
  writeFileSync(join(dist, '.vite', 'manifest.json'), JSON.stringify(manifest));
  const files = Object.values(manifest).flatMap((chunk) => [
    chunk.file,
    ...('css' in chunk ? chunk.css : []),
  ]);
  for (const file of files) writeFileSync(join(dist, file), `/* ${file} */\n${'x'.repeat(2000)}`);
  return dist;
}
