import { Command } from 'commander';
import type { Terminal } from './commands.ts';
import { portalOf, portalOption } from './portal-option.ts';
import { publisherCredentials } from './publisher-credentials.ts';

/** `yimen rollback`: the one command for a bad release. */
export function rollBackCommand({ say, env }: Terminal): Command {
  return new Command('rollback')
    .description('take back the release that people have now; the live one before takes its place')
    .argument('<name>', 'name of the portlet')
    .requiredOption('--reason <text>', 'why; it stands in the trail of the portal')
    .addOption(portalOption())
    .action(async (name: string, { reason, ...options }: { reason: string; portal?: string }) => {
      const portal = await portalOf(options.portal, '.');
      const credentials = publisherCredentials(env);
      const { rollBack } = await import('../publish/roll-back.ts');
      const { withdrawn, version } = await rollBack({ name, reason, portal, ...credentials });
      say(`${name} ${withdrawn.join(', ')} is withdrawn`);
      say(version === null ? 'Nobody has a release of it now.' : `People get ${version} now.`);
    });
}
