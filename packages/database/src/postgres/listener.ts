import pg from 'pg';
import { decodeMessage, type Subscriptions } from '../bus.ts';
import type { DatabaseLog } from '../database-log.ts';

/** The one NOTIFY channel of a Yimen database. */
export const channel = 'yimen_bus';

const firstPause = 100;
const longestPause = 10_000;

type Options = { connectionString: string; subscriptions: Subscriptions; log: DatabaseLog };

/**
 * Keeps one connection on LISTEN. When it breaks, it is opened again with growing pauses, and subscribers of
 * `resync` hear of it: what was notified in between is lost.
 * @throws Error when the first connection fails
 */
export async function listenForMessages(o: Options): Promise<{ close: () => Promise<void> }> {
  const state: { client: pg.Client | undefined; timer: NodeJS.Timeout | undefined; isClosed: boolean } = {
    client: undefined,
    timer: undefined,
    isClosed: false,
  };
  const connect = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: o.connectionString,
      application_name: 'yimen-bus',
      keepAlive: true,
    });
    client.on('notification', ({ payload }) => {
      const message = payload === undefined ? undefined : decodeMessage(payload);
      if (message) o.subscriptions.dispatch(message);
    });
    client.on('error', (error) => o.log.warn('bus-connection-lost', { error }));
    client.on('end', () => {
      if (state.client === client) reconnect(firstPause);
    });
    await client.connect();
    await client.query(`listen ${channel}`);
    if (state.isClosed) await client.end();
    else state.client = client;
  };
  const reconnect = (pause: number): void => {
    state.client = undefined;
    if (state.isClosed) return;
    state.timer = setTimeout(() => {
      connect().then(
        () => o.subscriptions.dispatch({ topic: 'resync', payload: undefined }),
        () => reconnect(Math.min(pause * 2, longestPause)),
      );
    }, pause);
  };
  await connect();
  return {
    close: async () => {
      state.isClosed = true;
      clearTimeout(state.timer);
      const client = state.client;
      state.client = undefined;
      await client?.end();
    },
  };
}
