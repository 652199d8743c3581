/** Answers of services that the portal server sends with the document as they arrive (architecture D9). */
export type StreamedAnswers = {
  /**
   * Takes the answer for a request; each is given once, since it is only as fresh as the document.
   * @returns the body when it has come, a promise while the document is still arriving (of null when it does not
   *   come), null when it will not come
   */
  take(url: string): Promise<unknown> | null;
};

const selector = ':scope > script[data-yimen-resource]';

/** Reads the answers in a document that may still be arriving. */
export function readStreamedAnswers(document: Document): StreamedAnswers {
  const answers = new Map<string, { status: number; body: unknown }>();
  const waiting = new Map<string, ((body: unknown) => void)[]>();
  const seen = new WeakSet<Element>();
  let isComplete = false;

  function collect(): void {
    for (const element of document.body.querySelectorAll(selector)) {
      if (seen.has(element)) continue;
      const url = element.getAttribute('data-yimen-resource');
      const answer = parseAnswer(element.textContent);
      if (url === null || !answer) continue;
      seen.add(element);
      answers.set(url, answer);
      for (const resolve of waiting.get(url) ?? []) resolve(consume(url));
      waiting.delete(url);
    }
    if (document.getElementById('yimen-end') || document.readyState !== 'loading') finish();
  }

  function consume(url: string): unknown {
    const answer = answers.get(url);
    answers.delete(url);
    // A service that failed is asked again by the window itself, which then shows the problem with its details.
    return answer && answer.status >= 200 && answer.status < 300 ? (answer.body ?? null) : null;
  }

  function finish(): void {
    if (isComplete) return;
    isComplete = true;
    observer.disconnect();
    for (const resolve of [...waiting.values()].flat()) resolve(null);
    waiting.clear();
  }

  const observer = new MutationObserver(collect);
  // The answers are children of the body: what the shell draws deeper down is none of this observer's business.
  observer.observe(document.body, { childList: true });
  document.addEventListener('DOMContentLoaded', collect, { once: true });
  collect();

  return {
    take(url) {
      if (answers.has(url)) return Promise.resolve(consume(url));
      if (isComplete) return null;
      return new Promise((resolve) => waiting.set(url, [...(waiting.get(url) ?? []), resolve]));
    },
  };
}

/**
 * The parser adds an element before its text is complete: what is no JSON yet is read at the next change. There is
 * one, since every answer is followed by another or by the end.
 */
function parseAnswer(text: string | null): { status: number; body: unknown } | null {
  try {
    const answer: unknown = JSON.parse(text ?? '');
    if (typeof answer !== 'object' || answer === null || !('status' in answer)) return null;
    return { status: Number(answer.status), body: 'body' in answer ? answer.body : null };
  } catch {
    return null;
  }
}
