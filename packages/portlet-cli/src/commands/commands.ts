import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { PublishedRelease } from '../publish/publish-portlet.ts';
import { createCommand } from './create-command.ts';
import { docsCommand } from './docs-command.ts';
import { UsageError } from './exit-code.ts';
import { untilInterrupted } from './interruption.ts';
import { keysCommand } from './keys-command.ts';
import { portalOf, portalOption } from './portal-option.ts';
import { publisherCredentials } from './publisher-credentials.ts';
import { rollBackCommand } from './roll-back-command.ts';
import { typesCommand } from './types-command.ts';

// Each command loads its own code: Vite takes most of a second that `publish` and `create` need not wait for.

/** Where a command prints, and the environment it reads. */
export type Terminal = {
  readonly say: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
};

const here = (path: string) => relative(process.cwd(), path) || '.';
const folderArgument = ['[folder]', 'the portlet project', '.'] as const;

type Compared = Terminal & { readonly portal: string; readonly isBuilt: boolean };

/** Says what a portal finds about the release; ends with an exit code of its own when it breaks somebody. */
async function compare(folder: string, { portal, isBuilt, say, env }: Compared): Promise<void> {
  const client = publisherCredentials(env);
  const { BreaksUsers, compareWithPortal, findingLines } = await import('../check/compare-with-portal.ts');
  const { readProject } = await import('../project/read-project.ts');
  const { readRelease } = await import('../build/read-release.ts');
  // Without a build nothing is known of shared packages but the SDK's range.
  const release = isBuilt ? readRelease(folder) : undefined;
  const descriptor = release?.descriptor ?? readProject(folder).descriptor;
  const needs = release?.build.needs ?? {};
  const findings = await compareWithPortal({ portal, ...client }, { descriptor, needs });
  if (findings.length === 0) say(`nothing changes for anybody at ${portal}`);
  for (const line of findingLines(findings)) say(line);
  const breaks = findings.filter(({ severity }) => severity === 'breaks').length;
  if (breaks > 0) throw new BreaksUsers(`${breaks} of these break somebody at ${portal}`);
}

function devCommand({ say }: Terminal): Command {
  return new Command('dev')
    .description('serve the portlet to a running portal and show changes as you save')
    .argument(...folderArgument)
    .addOption(portalOption())
    .option('--port <port>', 'port of the development server (default: 5301, or the next one that is free)')
    .action(async (folder: string, options: { portal?: string; port?: string }) => {
      const portal = await portalOf(options.portal, folder);
      const port = Number(options.port ?? 5301);
      if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port is no port');
      const { isPortal } = await import('../publish/portal-metadata.ts');
      const { startDev } = await import('../dev/start-dev.ts');
      const dev = await startDev({ folder, portal, port, isPortFixed: options.port !== undefined });
      say(`${dev.name} is served at ${dev.entry}`);
      if (!(await isPortal(fetch, portal)))
        say(`No portal answers at ${portal}; start it, or name it by --portal.`);
      say(`Open ${dev.address}`);
      say(
        'as somebody with the role portlet-developer (the demonstration has the account dev). Ctrl+C ends it.',
      );
      await new Promise<void>((end) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end());
      });
      await dev.close();
    });
}

function checkCommand({ say, env }: Terminal): Command {
  return new Command('check')
    .description('check descriptor, build rules and types, build, and run the conformance kit in a browser')
    .argument(...folderArgument)
    .option('--no-browser', 'only descriptor, build rules and types; writes nothing')
    .option('--report <file>', 'write what the kit found as JSON')
    .option('--portal <address>', 'also ask this portal what the release would change for those who use it')
    .action(async (folder: string, options: { browser: boolean; report?: string; portal?: string }) => {
      if (!options.browser && options.report) throw new UsageError('--report needs the browser');
      const startedAt = Date.now();
      if (options.browser) {
        const { checkRelease } = await import('../check/check-release.ts');
        const reportFile = options.report;
        await untilInterrupted((signal) =>
          checkRelease(folder, { say, signal, ...(reportFile && { reportFile }) }),
        );
      } else {
        const { checkPortlet } = await import('../build/check-portlet.ts');
        await checkPortlet(folder);
      }
      if (options.portal)
        await compare(folder, { portal: options.portal, isBuilt: options.browser, say, env });
      say(`no mistakes (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    });
}

function buildCommand({ say }: Terminal): Command {
  return new Command('build')
    .description('build the portlet into <folder>/dist')
    .argument(...folderArgument)
    .action(async (folder: string) => {
      const { buildPortlet } = await import('../build/build-portlet.ts');
      const { outDir, release } = await buildPortlet(folder);
      const { name, version } = release.descriptor;
      say(`${name} ${version}: ${release.files.length} files in ${here(outDir)}`);
    });
}

type PublishFlags = {
  portal?: string;
  key?: string;
  baseUrl?: string;
  check?: boolean;
  acceptBreaks?: boolean;
};

/** What becomes of it, so far as the portal said. */
function standingLine({ state }: PublishedRelease): string | undefined {
  if (state === 'live') return 'It is live: pages that are loaded from now on have it.';
  if (state === undefined) return undefined;
  return `It is in state ${state}: nobody gets it before the portal’s operators have approved it and made it live.`;
}

function reportLine({ isReported, refusals }: PublishedRelease): string {
  if (!isReported) return 'No report of the conformance kit went along; yimen check makes one.';
  if (refusals.length > 0) return 'The report of the conformance kit does not let it leave draft:';
  return 'The report of the conformance kit went along.';
}

function publishCommand({ say, env }: Terminal): Command {
  return new Command('publish')
    .description('publish the built portlet; YIMEN_CLIENT_ID and YIMEN_CLIENT_SECRET say who you are')
    .argument(...folderArgument)
    .addOption(portalOption())
    .option('--key <file>', 'private key to sign with; YIMEN_SIGNING_KEY names one, too')
    .option('--base-url <address>', 'where browsers get the same files instead of at the portal')
    .option('--accept-breaks', 'go live although others rely on what it takes away; raises the major version')
    .option('--check', 'build and run the conformance kit first; nothing is published when a rule is broken')
    .action(async (folder: string, options: PublishFlags) => {
      const { baseUrl } = options;
      const portal = await portalOf(options.portal, folder);
      const keyFile = options.key ?? (env.YIMEN_SIGNING_KEY || undefined);
      const client = publisherCredentials(env);
      if (options.check) {
        const { checkRelease } = await import('../check/check-release.ts');
        await untilInterrupted((signal) => checkRelease(folder, { say, signal }));
      }
      const { publishPortlet } = await import('../publish/publish-portlet.ts');
      const { findingLines } = await import('../check/compare-with-portal.ts');
      const published = await publishPortlet({
        ...{ folder: resolve(folder), portal, ...client },
        ...(options.acceptBreaks && { acceptBreaks: true }),
        ...(keyFile && { keyFile }),
        ...(baseUrl && { baseUrl }),
      });
      say(
        `${published.name} ${published.version} is published to ${portal}${published.isSigned ? ', signed' : ''}`,
      );
      for (const finding of findingLines(published.findings)) say(finding);
      const standing = standingLine(published);
      if (standing) say(standing);
      say(reportLine(published));
      for (const { pointer, detail } of published.refusals) say(`  ${pointer}: ${detail}`);
    });
}

/** The whole tool. It throws what goes wrong; the caller explains it and chooses the exit code. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('yimen')
    .description('Create, develop, check, build and publish portlets')
    .addHelpText('after', '\nyimen <command> --help explains a command; yimen docs shows the documentation.');
  for (const make of [
    createCommand,
    devCommand,
    checkCommand,
    buildCommand,
    publishCommand,
    typesCommand,
    rollBackCommand,
    keysCommand,
    docsCommand,
  ]) {
    program.addCommand(make(terminal));
  }
  return program;
}
