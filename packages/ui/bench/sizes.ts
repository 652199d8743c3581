// Prints what each entry costs a browser, React left out: alone, and beside the entry `.`, which the shell
// always has. Run: node packages/ui/bench/sizes.ts
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

const source = join(import.meta.dirname, '../src');
const entries = [
  'index',
  'theme/index',
  'table/index',
  'date-picker/index',
  'tree/index',
  'charts/index',
].concat(['icons/index', 'site/index']);

async function chunksOf(input: Record<string, string>): Promise<Rolldown.OutputChunk[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'yimen-ui-sizes-'));
  const built = await build({
    root: outDir,
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      write: false,
      minify: true,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        external: [/^react($|\/)/, /^react-dom($|\/)/],
      },
    },
  });
  await rm(outDir, { recursive: true });
  const output = Array.isArray(built) ? built[0] : built;
  if (output === undefined || !('output' in output)) throw new Error('The build gave nothing');
  return output.output.filter((file) => file.type === 'chunk');
}

function reach(chunks: readonly Rolldown.OutputChunk[], names: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (fileName: string): void => {
    const chunk = chunks.find((one) => one.fileName === fileName);
    if (chunk === undefined || seen.has(fileName)) return;
    seen.add(fileName);
    for (const imported of chunk.imports) visit(imported);
  };
  for (const { isEntry, name, fileName } of chunks) if (isEntry && names.includes(name)) visit(fileName);
  return seen;
}

function cost(chunks: readonly Rolldown.OutputChunk[], files: ReadonlySet<string>): string {
  const code = chunks.filter(({ fileName }) => files.has(fileName)).map((chunk) => Buffer.from(chunk.code));
  const kilobytes = (parts: readonly Buffer[]) =>
    Math.round(parts.reduce((sum, part) => sum + part.length, 0) / 100) / 10;
  const [gzip, brotli] = [code.map((part) => gzipSync(part)), code.map((part) => brotliCompressSync(part))];
  return [kilobytes(code), kilobytes(gzip), kilobytes(brotli)].map((n) => n.toFixed(1)).join(' | ');
}

const named = Object.fromEntries(
  entries.map((entry) => [entry.replace('/index', ''), join(source, `${entry}.ts`)]),
);
const together = await chunksOf(named);
const core = reach(together, ['index']);
console.log(
  '| entry | alone: kB | gzip | brotli | beside `.`: kB | gzip | brotli |\n|---|---|---|---|---|---|---|',
);
for (const [name, file] of Object.entries(named)) {
  const alone = await chunksOf({ [name]: file });
  const added = new Set([...reach(together, [name])].filter((one) => name === 'index' || !core.has(one)));
  console.log(`| ${name} | ${cost(alone, reach(alone, [name]))} | ${cost(together, added)} |`);
}
const probe = await mkdtemp(join(tmpdir(), 'yimen-ui-probe-'));
const button = join(probe, 'button.ts');
await writeFile(button, `export { Button, UiProvider } from ${JSON.stringify(join(source, 'index.ts'))};`);
const small = await chunksOf({ button });
console.log(`| \`Button\` and \`UiProvider\` only | ${cost(small, reach(small, ['button']))} | | | |`);
await rm(probe, { recursive: true });
