import { Command } from 'commander';
import type { Terminal } from './commands.ts';
import { UsageError } from './exit-code.ts';
import { portalOf, portalOption } from './portal-option.ts';
import { publisherCredentials } from './publisher-credentials.ts';

type Flags = { add: string[]; update?: boolean; portal?: string };

/** `yimen types`: types of other portlets' events and parameters, by exact version. */
export function typesCommand({ say, env }: Terminal): Command {
  return new Command('types')
    .description('write types of events and render parameters; pins other portlets in yimen.lock.json')
    .argument('[folder]', 'the portlet project', '.')
    .option('--add <portlet...>', 'portlets to pin: budget@1.2.0, or todo for its live version', [])
    .option('--update', 'pin the live versions of what is pinned already')
    .addOption(portalOption())
    .action(async (folder: string, { add, update = false, ...options }: Flags) => {
      const wrong = add.find((one) => !/^[a-z][a-z0-9-]*[a-z0-9](@[0-9A-Za-z.-]+)?$/.test(one));
      if (wrong !== undefined) throw new UsageError(`"${wrong}" is no portlet; name@version is expected`);
      const { updateTypes } = await import('../types/update-types.ts');
      const isAsking = update || add.length > 0;
      const pinned = await updateTypes({
        ...{ folder, add, isUpdate: update },
        ...(isAsking && {
          access: { portal: await portalOf(options.portal, folder), ...publisherCredentials(env) },
        }),
      });
      for (const [name, version] of Object.entries(pinned)) say(`${name} ${version}`);
      say('client/yimen-env.d.ts is written');
    });
}
