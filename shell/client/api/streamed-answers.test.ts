// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { readStreamedAnswers } from './streamed-answers.ts';

function arrive(url: string, content: string): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.setAttribute('data-yimen-resource', url);
  script.textContent = content;
  document.body.append(script);
  return script;
}

function end(): void {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.id = 'yimen-end';
  document.body.append(script);
}

const answer = (body: unknown, status = 200) => JSON.stringify({ status, body });

beforeEach(() => {
  document.body.replaceChildren();
  Object.defineProperty(document, 'readyState', { configurable: true, get: () => 'loading' });
});

describe('answers in the document', () => {
  it('gives an answer that has come, once', async () => {
    arrive('/api/a', answer({ n: 1 }));
    const answers = readStreamedAnswers(document);
    expect(await answers.take('/api/a')).toEqual({ n: 1 });
    end();
    await Promise.resolve();
    expect(await answers.take('/api/a')).toBeNull();
  });

  it('waits for an answer that is still on its way, also when its text comes in pieces', async () => {
    const answers = readStreamedAnswers(document);
    const waiting = answers.take('/api/a');
    const script = arrive('/api/a', '{"status":200,"bo');
    await new Promise((resolve) => setTimeout(resolve));
    script.append('dy":{"n":2}}');
    document.body.append('\n');
    expect(await waiting).toEqual({ n: 2 });
  });

  it('tells whoever waits that nothing comes any more', async () => {
    const answers = readStreamedAnswers(document);
    const waiting = answers.take('/api/a');
    end();
    expect(await waiting).toBeNull();
    expect(answers.take('/api/b')).toBeNull();
  });

  it('leaves a service that failed to the window’s own request', async () => {
    arrive('/api/a', answer({ title: 'down' }, 503));
    expect(await readStreamedAnswers(document).take('/api/a')).toBeNull();
  });
});
