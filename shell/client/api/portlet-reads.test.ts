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
  it('is a plain request when it is alone', async () => {
    const { read, sent } = startReads([]);
    expect(await read('/api/portlets/a/x')).toEqual({ alone: '/api/portlets/a/x' });
    expect(sent.map(({ path }) => path)).toEqual(['/api/portlets/a/x']);
  });

  it('travel together when windows read at the same moment, equal ones once', async () => {
    const { read, sent } = startReads([
      { url: '/b', status: 200, body: { n: 2 } },
      { url: '/a', status: 200, body: { n: 1 } },
    ]);
    const [first, second, third] = await Promise.all([read('/a'), read('/b'), read('/a')]);
    expect([first, second, third]).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }]);
    // What one window does to its data, the other must not see.
    expect(first).not.toBe(third);
    expect(sent).toMatchObject([{ path: '/api/portlet-reads', body: { reads: ['/a', '/b'] } }]);
  });

  it('fail one by one, with the problem and headers of each', async () => {
    const details = { type: 'urn:yimen:problem:rate-limited', title: 'x', status: 429 };
    const { read } = startReads([
      {
        url: '/a',
        status: 429,
        type: 'application/problem+json',
        headers: { 'retry-after': '7' },
        body: details,
      },
      { url: '/b', status: 200, body: 1 },
      { url: '/c', status: 500, type: 'application/json', body: null },
    ]);
    const [a, b, c] = await Promise.allSettled([read('/a'), read('/b'), read('/c')]);
    expect(b).toMatchObject({ value: 1 });
    const reason = (result: PromiseSettledResult<unknown>) => 'reason' in result && result.reason;
    expect(isProblem(reason(a), 'rate-limited') && reason(a)).toMatchObject({
      headers: { 'retry-after': '7' },
    });
    expect(isProblem(reason(c), 'unexpected-answer')).toBe(true);
  });

  it('asks alone for what does not fit among the others', async () => {
    const { read, sent } = startReads([
      { url: '/big', status: 0 },
      { url: '/b', status: 200, body: 1 },
    ]);
    expect(await Promise.all([read('/big'), read('/b')])).toEqual([{ alone: '/big' }, 1]);
    expect(sent.map(({ path }) => path)).toEqual(['/api/portlet-reads', '/big']);
  });

  it('keeps what has come when the answer breaks off, or ends too soon', async () => {
    for (const end of [[problem('network-failed')], []]) {
      const { read } = startReads([{ url: '/a', status: 200, body: 1 }, ...end]);
      const [a, b] = await Promise.allSettled([read('/a'), read('/b')]);
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
    const reads = [read('/a', one.signal), read('/b', two.signal)];
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
    const reading = read('/a', gone.signal);
    gone.abort();
    await expect(reading).rejects.toThrow();
    await expect(read('/a', gone.signal)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve));
    expect(sent).toEqual([]);
  });
});
