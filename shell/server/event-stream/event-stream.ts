import type { ServerResponse } from 'node:http';
import type { Log } from '@yimen/service-kit';
import type { ShellEvent } from '@yimen/shell-contract';
import { maySeePage } from '../pages/page-access.ts';
import type { Viewer } from '../session/viewer.ts';
import type { PageStore } from '../stores/page-store.ts';
import type { PortalEvent, PortalEvents } from './portal-events.ts';

/** An open shell. */
type Connection = { viewer: Viewer; response: ServerResponse };

/** A browser that does not read any more is cut: its events would pile up in memory. */
const MOST_WAITING_BYTES = 256 * 1024;
/** Streams of one session; the oldest ends when there is one more. */
const MOST_PER_SESSION = 30;
const BEAT = Buffer.from(': beat\n\n');

/** Server-sent events to the open shells of this process, each only what concerns its person. */
export type EventStream = {
  /** Answers a request with a stream that stays open. */
  open(response: ServerResponse, viewer: Viewer): void;
  /** How many shells are connected. */
  readonly size: number;
  close(): void;
};

export function createEventStream(o: {
  events: PortalEvents;
  pages: PageStore;
  subscribeSessionEnd: (listener: (sessionKey: string) => void) => () => void;
  heartbeat: number;
  log: Log;
}): EventStream {
  const connections = new Set<Connection>();
  const beat = setInterval(() => {
    for (const { response } of connections) send(response, BEAT);
  }, o.heartbeat);
  const undo = [
    o.events.subscribe((event) => {
      deliver(event).catch((error: unknown) => o.log.error('event-delivery-failed', { error }));
    }),
    // Shells read everything again when they reconnect.
    o.events.onGap(() => end([...connections])),
    o.subscribeSessionEnd((key) => {
      const ended = [...connections].filter(({ viewer }) => viewer.session.key === key);
      end(ended, encode({ type: 'session-ended' }));
    }),
  ];

  async function deliver(event: PortalEvent): Promise<void> {
    if (connections.size === 0) return;
    const concerns = await audienceOf(event);
    const message = encode(shellEventOf(event));
    for (const { viewer, response } of connections) if (concerns(viewer)) send(response, message);
  }

  async function audienceOf(event: PortalEvent): Promise<(viewer: Viewer) => boolean> {
    if (event.type === 'page-published') {
      const page = await o.pages.find(event.pageId);
      return (viewer) => page !== undefined && maySeePage(viewer, page.audience_json);
    }
    const { roles } = event;
    const subjects = 'subjects' in event ? event.subjects : undefined;
    if (!subjects && !roles) return () => true;
    return (viewer) =>
      (subjects?.includes(viewer.sub) ?? false) ||
      (roles?.some((role) => viewer.roles.includes(role)) ?? false);
  }

  function end(ended: Connection[], last?: Buffer): void {
    for (const connection of ended) {
      connections.delete(connection);
      connection.response.end(last);
    }
  }

  return {
    open(response, viewer) {
      const connection = { viewer, response };
      response.once('close', () => connections.delete(connection));
      const others = [...connections].filter((other) => other.viewer.session.key === viewer.session.key);
      end(others.slice(0, Math.max(0, others.length + 1 - MOST_PER_SESSION)));
      connections.add(connection);
      writeHead(response);
    },
    get size() {
      return connections.size;
    },
    close() {
      clearInterval(beat);
      for (const stop of undo) stop();
      end([...connections]);
    },
  };
}

function writeHead(response: ServerResponse): void {
  response.statusCode = 200;
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  // A proxy must neither keep nor collect it (nginx reads the second).
  response.setHeader('cache-control', 'no-store, no-transform');
  response.setHeader('x-accel-buffering', 'no');
  response.write('retry: 2000\n: open\n\n');
}

function send(response: ServerResponse, message: Buffer): void {
  if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
  else response.write(message);
}

function encode(event: ShellEvent): Buffer {
  const { type, ...data } = event;
  return Buffer.from(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}

function shellEventOf(event: PortalEvent): ShellEvent {
  if (event.type === 'page-published') return event;
  return 'topic' in event
    ? { type: event.type, topic: event.topic }
    : { type: event.type, portlet: event.portlet };
}
