import { relative } from 'node:path';
import { createPortlet, type PortletTemplate, portletTemplates } from '@yimen/create-portlet';
import { Command, Option } from 'commander';
import type { Terminal } from './commands.ts';

type Flags = { folder?: string; adapter: PortletTemplate; portal?: string; registry?: string };

/** `yimen create`; `npm create @yimen/portlet` without the tool. */
export function createCommand({ say }: Terminal): Command {
  return new Command('create')
    .description('make a new portlet project in a folder of its name')
    .argument('<name>', 'name of the portlet: lower-case letters, digits and hyphens')
    .option('--folder <folder>', 'where to put it instead of ./<name>')
    .addOption(
      new Option('--adapter <adapter>', 'what it is written in').choices(portletTemplates).default('react'),
    )
    .option('--portal <address>', 'the portal that it is for (default: http://localhost:4000)')
    .option('--registry <address>', 'npm registry with the packages of Yimen (default: the portal’s)')
    .action((name: string, { folder = name, ...options }: Flags) => {
      const created = createPortlet(name, { folder, ...options });
      say(`${name} is in ${relative(process.cwd(), created.folder) || '.'}`);
      for (const step of created.nextSteps) say(`  ${step}`);
    });
}
