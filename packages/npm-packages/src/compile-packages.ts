import { execFile } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An import of a file beside it; in declarations the compiler leaves the extension as it was written. */
const ownImport = /((?:from|import)\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.tsx?\2/g;

/**
 * Compiles packages to JavaScript and declarations: Node runs no TypeScript below node_modules, and a vendor's compiler
 * would check our sources by her own settings.
 *
 * @param repository the checkout
 * @param folders folders of `packages/`
 * @param target gets `<folder>/src/…`
 * @throws Error with the compiler's words when something does not compile
 */
export async function compilePackages(
  repository: string,
  folders: readonly string[],
  target: string,
): Promise<void> {
  const packages = join(repository, 'packages');
  const config = join(target, 'tsconfig.json');
  const settings = {
    extends: join(repository, 'tsconfig.json'),
    compilerOptions: {
      ...{ noEmit: false, noEmitOnError: true, declaration: true, rewriteRelativeImportExtensions: true },
      ...{ rootDir: packages, outDir: target, typeRoots: [join(repository, 'node_modules/@types')] },
      types: ['node', join(repository, 'node_modules/vite/client')],
    },
    include: [
      ...folders.map((folder) => join(packages, folder, 'src')),
      join(packages, 'portlet-cli/vue-files.d.ts'),
    ],
    exclude: ['**/*.test.ts', '**/*.test.tsx', '**/*.test-d.ts', '**/*.test-d.tsx'].map((path) =>
      join(packages, path),
    ),
  };
  writeFileSync(config, JSON.stringify(settings));
  const compiler = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  try {
    await run(process.execPath, [join(compiler, 'bin/tsc'), '-p', config, '--pretty', 'false'], {
      maxBuffer: 10_000_000,
    });
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    throw new Error(stdout?.trim() || String(error));
  }
  for (const path of globSync('*/src/**/*.d.ts', { cwd: target })) {
    const file = join(target, path);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(ownImport, '$1$2$3.js$2'));
  }
}
