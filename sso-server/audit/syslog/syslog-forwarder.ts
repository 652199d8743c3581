import type { Log } from '@yimen/service-kit';
import { createWorker } from '../../worker.ts';
import type { ForwardStore } from './forward-store.ts';
import { sendSyslog } from './send-syslog.ts';
import { parseSyslogTarget, type SyslogConfig } from './syslog-config.ts';
import {
  entryOf,
  formatSyslog,
  longestMessage,
  type SyslogEntry,
  type SyslogSender,
} from './syslog-message.ts';

const lookEveryMs = 1_000;
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

export type SyslogForwarder = { settle(): Promise<void>; close(): Promise<void> };

type Parts = {
  config: SyslogConfig & { publicUrl: string };
  store: ForwardStore;
  now: () => number;
  log: Log;
};

/**
 * Sends the audit trail to a collector, link after link, each at least once: the cursor moves after the collector has
 * the link. It reads what is durable already, so no sign-in waits for it, and a collector that is away only makes the
 * cursor wait. Without an address it does nothing.
 */
export function startSyslogForwarder(parts: Parts): SyslogForwarder {
  const { config, store, log } = parts;
  if (config.syslogUrl === '') return { settle: async () => undefined, close: async () => undefined };
  const outage = noteOutage(log);
  const ending = new AbortController();
  const send = (entries: SyslogEntry[]) => sendEntries(config, entries, ending.signal);

  async function pass(): Promise<boolean> {
    // Asked first, for a claim is a write and most seconds have nothing to send.
    if (!(await store.hasMore())) return false;
    const position = await store.claim();
    if (position === undefined) return false;
    const link = await store.linkAfter(position);
    if (!link) return false;
    try {
      const isMissing = link.position !== position + 1;
      await send([
        ...(isMissing ? [archivedEntry(parts.now(), position + 1, link.position - 1)] : []),
        ...link.rows.map(entryOf),
      ]);
    } catch (error) {
      if (!ending.signal.aborted) outage.failed(error);
      return false;
    }
    await store.advance(position, link.position);
    outage.over();
    return true;
  }

  const worker = createWorker({
    pass,
    sleepMs: async () => outage.waitMs(),
    onError: (error) => log.error('audit-syslog-failed', { error }),
  });
  return {
    settle: () => worker.settle(),
    async close() {
      // What was not acknowledged is sent again by whoever comes next.
      ending.abort();
      await worker.close();
      await store.release().catch(() => undefined);
    },
  };
}

/** How an installation names itself to its collector. */
export const senderOf = (config: SyslogConfig & { publicUrl: string }): SyslogSender => ({
  facility: config.syslogFacility,
  enterpriseNumber: config.syslogEnterpriseNumber,
  hostname: new URL(config.publicUrl).hostname,
});

export async function sendEntries(
  config: SyslogConfig & { publicUrl: string },
  entries: readonly SyslogEntry[],
  signal?: AbortSignal,
): Promise<void> {
  const isUdp = parseSyslogTarget(config.syslogUrl)?.protocol === 'udp';
  const longest = isUdp ? longestMessage.udp : longestMessage.stream;
  const sender = senderOf(config);
  await sendSyslog(
    config,
    entries.map((entry) => formatSyslog(entry, sender, longest)),
    signal,
  );
}

/** The collector was away for so long that rows went to the archive: it is told where they are not. */
const archivedEntry = (at: number, first: number, last: number): SyslogEntry => ({
  at,
  severity: 1,
  id: 'audit-archived-unsent',
  parameters: { firstLink: first, lastLink: last },
  text: `links ${first} to ${last} of the audit trail were archived before they could be sent`,
});

/** One line in the log when it begins and one when it ends, and attempts ever further apart between. */
function noteOutage(log: Log) {
  let failures = 0;
  return {
    failed(error: unknown): void {
      failures += 1;
      if (failures === 1) log.error('audit-syslog-away', { error });
    },
    over(): void {
      if (failures > 0) log.info('audit-syslog-back', { attempts: failures + 1 });
      failures = 0;
    },
    waitMs: () =>
      failures === 0 ? lookEveryMs : Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs),
  };
}
