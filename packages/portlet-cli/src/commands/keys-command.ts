import { Command, Option } from 'commander';
import type { Terminal } from './commands.ts';

/** `yimen keys create`. */
export function keysCommand({ say }: Terminal): Command {
  const create = new Command('create')
    .description('make a key pair for signing releases; prints the public key for the portal’s administrator')
    .option('--out <file>', 'where to write the private key', 'publisher-key.json')
    .addOption(
      new Option('--algorithm <name>', 'signature algorithm')
        .choices(['Ed25519', 'ES256'])
        .default('Ed25519'),
    )
    .action(async ({ out, algorithm }: { out: string; algorithm: 'Ed25519' | 'ES256' }) => {
      const { createSigningKey } = await import('../keys/signing-key.ts');
      say(JSON.stringify(await createSigningKey(out, algorithm)));
    });
  return new Command('keys').description('keys that releases are signed with').addCommand(create);
}
