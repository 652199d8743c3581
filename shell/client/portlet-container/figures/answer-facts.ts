/** What the shell knows of an answer beside what is in it. */
export type AnswerFacts = {
  readonly bytes: number;
  /** The id under which the portal server and the service have logged the request; empty when there is none. */
  readonly requestId: string;
};

const facts = new WeakMap<object, AnswerFacts>();
const nothingKnown: AnswerFacts = { bytes: 0, requestId: '' };

/** Remembers what is known of an answer of JSON; the answer itself goes on to whoever asked. */
export function noteAnswer(body: unknown, text: string, requestId: string): void {
  if (typeof body !== 'object' || body === null) return;
  // UTF-8 of what is not ASCII is longer than its text; exact enough and free where it is.
  const bytes = text.length < 100_000 ? new TextEncoder().encode(text).length : text.length;
  facts.set(body, { bytes, requestId });
}

/** A copy of an answer, of which the same is known. */
export function copyAnswer(body: unknown): unknown {
  const copy: unknown = structuredClone(body);
  if (typeof copy === 'object' && copy !== null) facts.set(copy, answerFacts(body));
  return copy;
}

/** What is known of an answer; nothing for one that is no object. */
export function answerFacts(body: unknown): AnswerFacts {
  return (typeof body === 'object' && body !== null && facts.get(body)) || nothingKnown;
}
