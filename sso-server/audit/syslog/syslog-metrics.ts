import { type Log, metricsOf } from '@yimen/service-kit';
import type Koa from 'koa';
import { Gauge } from 'prom-client';
import type { ForwardStore } from './forward-store.ts';
import type { SyslogConfig } from './syslog-config.ts';

/** Rows that a collector does not have yet: what rises is a collector that is away. Nothing without a collector. */
export function watchSyslog(o: { app: Koa; config: SyslogConfig; store: ForwardStore; log: Log }): void {
  if (o.config.syslogUrl === '') return;
  const name = 'yimen_sso_audit_syslog_waiting_rows';
  new Gauge({
    name,
    help: 'Linked audit rows that were not sent to the syslog collector yet',
    registers: [metricsOf(o.app)],
    async collect() {
      try {
        this.set(await o.store.waitingRows());
      } catch (error) {
        this.set(Number.NaN);
        o.log.debug('metric-missing', { name, error });
      }
    },
  });
}
