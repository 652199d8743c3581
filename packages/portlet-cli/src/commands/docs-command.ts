import { Command } from 'commander';
import type { Terminal } from './commands.ts';
import { UsageError } from './exit-code.ts';

/** `yimen docs`. */
export function docsCommand({ say }: Terminal): Command {
  return new Command('docs')
    .description('serve the documentation on this machine, as pages for a browser')
    .option('--port <port>', 'port to serve it at', '5302')
    .action(async (options: { port: string }) => {
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port is no port');
      const { serveDocs } = await import('../docs/serve-docs.ts');
      const docs = await serveDocs(port);
      say(`Open ${docs.address}`);
      say('Ctrl+C ends it.');
      await new Promise<void>((end) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end());
      });
      await docs.close();
    });
}
