import { isProblem, problem } from '@yimen/problem';
import { describe, expect, it, vi } from 'vitest';
import { createPortletReads } from './portlet-reads.ts';

type Sent = { path: string; body?: unknown; signal?: AbortSignal | undefined };

/** A portal server that answers with the lines it is given. */
function startReads(lines: unknown[], alone: (path: string) => unknown = (path) => ({ alone: path })) {
  const sent: Sent[] = [];
  const read = createPortletReads({
    async request(path, { signal }) {
      sent.push({ path, signal });
      return alone(path);
    },
    async *requestLines(path, { body, signal }) {
      sent.push({ path, body, signal });
      for (const line of lines) {
        if (line instanceof Error) throw line;
        yield line;
      }
    },
  });
  return { read: (url: string, signal = new AbortController().signal) => read(url, signal), sent };
}

describe('reads of portlets', () => {
  it('are a plain request when there is one', async () => {
    const { read, sent } = startReads([]);
    expect(await read('/api/portlets/a/x')).toEqual({ alone: '/api/portlets/a/x' });
    expect(sent.map(({ path }) => path)).toEqual(['/api/portlets/a/x']);
  });

  it('of one portlet are the plain requests that they are made of', async () => {
    const { read, sent } = startReads([]);
    const urls = ['/api/portlets/a/list', '/api/portlets/a/counts'];
    await Promise.all(urls.map((url) => read(url)));
    expect(sent.map(({ path }) => path)).toEqual(urls);
  });

  it('travel together when windows read at the same moment, equal ones once', async () => {
    const { read, sent } = startReads([
      { url: '/api/portlets/b/x', status: 200, body: { n: 2 } },
      { url: '/api/portlets/a/x', status: 200, body: { n: 1 } },
    ]);
    const [first, second, third] = await Promise.all([
      read('/api/portlets/a/x'),
      read('/api/portlets/b/x'),
      read('/api/portlets/a/x'),
    ]);
    expect([first, second, third]).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }]);
    // What one window does to its data, the other must not see.
    expect(first).not.toBe(third);
    expect(sent).toMatchObject([
      { path: '/api/portlet-reads', body: { reads: ['/api/portlets/a/x', '/api/portlets/b/x'] } },
    ]);
  });

  it('fail one by one, with the problem and headers of each', async () => {
    const details = { type: 'urn:yimen:problem:rate-limited', title: 'x', status: 429 };
    const { read } = startReads([
      {
        url: '/api/portlets/a/x',
        status: 429,
        type: 'application/problem+json',
        headers: { 'retry-after': '7' },
        body: details,
      },
      { url: '/api/portlets/b/x', status: 200, body: 1 },
      { url: '/api/portlets/c/x', status: 500, type: 'application/json', body: null },
    ]);
    const [a, b, c] = await Promise.allSettled([
      read('/api/portlets/a/x'),
      read('/api/portlets/b/x'),
      read('/api/portlets/c/x'),
    ]);
    expect(b).toMatchObject({ value: 1 });
    const reason = (result: PromiseSettledResult<unknown>) => 'reason' in result && result.reason;
    expect(isProblem(reason(a), 'rate-limited') && reason(a)).toMatchObject({
      headers: { 'retry-after': '7' },
    });
    expect(isProblem(reason(c), 'unexpected-answer')).toBe(true);
  });

  it('asks alone for what does not fit among the others', async () => {
    const { read, sent } = startReads([
      { url: '/api/portlets/big/x', status: 0 },
      { url: '/api/portlets/b/x', status: 200, body: 1 },
    ]);
    expect(await Promise.all([read('/api/portlets/big/x'), read('/api/portlets/b/x')])).toEqual([
      { alone: '/api/portlets/big/x' },
      1,
    ]);
    expect(sent.map(({ path }) => path)).toEqual(['/api/portlet-reads', '/api/portlets/big/x']);
  });

  it('fail alone when a line is no answer of HTTP', async () => {
    const { read } = startReads([
      { url: '/api/portlets/a/x', status: 999, body: null },
      { url: '/api/portlets/b/x', status: 200, body: 1 },
    ]);
    const [a, b] = await Promise.allSettled([read('/api/portlets/a/x'), read('/api/portlets/b/x')]);
    expect(a.status).toBe('rejected');
    expect(b).toMatchObject({ value: 1 });
  });

  it('keeps what has come when the answer breaks off, or ends too soon', async () => {
    for (const end of [[problem('network-failed')], []]) {
      const { read } = startReads([{ url: '/api/portlets/a/x', status: 200, body: 1 }, ...end]);
      const [a, b] = await Promise.allSettled([read('/api/portlets/a/x'), read('/api/portlets/b/x')]);
      expect(a).toMatchObject({ value: 1 });
      expect(b.status === 'rejected' && isProblem(b.reason, 'network-failed')).toBe(true);
    }
  });

  it('gives up the request when the last window that waits for it has gone, and not before', async () => {
    const never = Promise.withResolvers<never>();
    const sent: AbortSignal[] = [];
    const read = createPortletReads({
      request: () => never.promise,
      async *requestLines(_path, { signal }) {
        if (signal) sent.push(signal);
        yield await never.promise;
      },
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const reads = [read('/api/portlets/a/x', one.signal), read('/api/portlets/b/x', two.signal)];
    const settled = Promise.allSettled(reads);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    one.abort();
    expect(sent[0]?.aborted).toBe(false);
    two.abort();
    expect(sent[0]?.aborted).toBe(true);
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('asks nothing for a window that has gone before the request went out', async () => {
    const { read, sent } = startReads([]);
    const gone = new AbortController();
    const reading = read('/api/portlets/a/x', gone.signal);
    gone.abort();
    await expect(reading).rejects.toThrow();
    await expect(read('/api/portlets/a/x', gone.signal)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve));
    expect(sent).toEqual([]);
  });
});
