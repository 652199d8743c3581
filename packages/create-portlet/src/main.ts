import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type PortletTemplate, portletTemplates } from './adapter-files.ts';
import { createPortlet } from './create-portlet.ts';
import { UsageError } from './usage-error.ts';

const help = `npm create @yimen/portlet --registry https://portal.example/npm/ -- <name> [options]

  <name>                 name of the portlet: lower-case letters, digits and hyphens
  --adapter <adapter>    what it is written in: ${portletTemplates.join(', ')} (default: react)
  --folder <folder>      where to put it instead of ./<name>
  --portal <address>     the portal that it is for; known from the registry when that is a portal's
  --registry <address>   npm registry with the packages of Yimen; the one that npm was given, unless said`;

type Flags = Partial<Record<'adapter' | 'folder' | 'portal' | 'registry', string>>;

function read(args: string[]): { flags: Flags & { help?: boolean }; names: string[] } {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        adapter: text,
        folder: text,
        portal: text,
        registry: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { flags: values, names: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Without `--` npm keeps the options for itself, and passes them on as variables. */
function takenByNpm(env: NodeJS.ProcessEnv): Flags {
  const given = (name: string) => env[`npm_config_${name}`] || undefined;
  const found = { adapter: given('adapter'), portal: given('portal'), registry: given('registry') };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

async function askName(): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError(`a name is missing\n\n${help}`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question('Name of the portlet (my-portlet): ')).trim() || 'my-portlet';
  } finally {
    terminal.close();
  }
}

async function run(): Promise<void> {
  const { flags, names } = read(process.argv.slice(2));
  if (flags.help) return console.log(help);
  const { adapter = 'react', ...options } = { ...takenByNpm(process.env), ...flags };
  if (!portletTemplates.includes(adapter as PortletTemplate)) {
    throw new UsageError(`--adapter is one of ${portletTemplates.join(', ')}`);
  }
  const name = names[0] ?? (await askName());
  const { folder = name, portal, registry } = options;
  const created = createPortlet(name, { folder, adapter: adapter as PortletTemplate, portal, registry });
  console.log(`${name} is in ${folder}`);
  for (const step of created.nextSteps) console.log(`  ${step}`);
}

run().catch((error: unknown) => {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
