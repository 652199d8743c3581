import type { Locale } from '@yimen/portlet-sdk/descriptor';
import type { Samples } from '../samples/samples.ts';

const broken = /\bundefined\b|\[object \w+\]|\bNaN\b|\{\{?\s*[a-z]\w*\s*\}?\}|\bInvalid Date\b/i;

/**
 * Texts that are none: a value that was not there, a placeholder that nobody filled.
 *
 * @param texts what a window shows
 * @param samples data that may contain such words
 * @returns the texts that are wrong
 */
export function missingTexts(texts: readonly string[], samples: Samples): string[] {
  const data = wordsOf(samples);
  return texts.filter((text) => broken.test(text) && !data.includes(text));
}

/**
 * Texts of the other language. What comes out of the sample data or is a name of the person is in whatever language
 * it is; so are names and units in Latin letters in a Chinese sentence.
 *
 * @param texts what a window shows
 * @param locale the language that it should show
 * @param samples data that stands in whatever language it is
 * @returns the texts that are of the other language
 */
export function foreignTexts(texts: readonly string[], locale: Locale, samples: Samples): string[] {
  const data = wordsOf(samples);
  return texts.map((text) => withoutData(text, data)).filter((text) => isForeign(text, locale));
}

function isForeign(text: string, locale: Locale): boolean {
  if (locale === 'en-US') return /\p{Script=Han}{2}/u.test(text);
  return !/\p{Script=Han}/u.test(text) && /(?:\b[a-z]{2,}\b[\s,.]+){2}[a-z]{2,}/i.test(text);
}

/** Data often stands inside of a sentence, and a long list may be cut off. */
function withoutData(text: string, data: readonly string[]): string {
  return data.reduce((rest, word) => rest.replaceAll(word, ' '), text).trim();
}

function wordsOf(samples: Samples): string[] {
  const words = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value === 'string') {
      for (const part of [value, ...value.split(/[\n，。；、,;:：()（）「」《》·\s]+/)]) {
        if (part.trim().length > 1) words.add(part.trim());
      }
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
  };
  add([samples.answers, samples.empty, samples.user, samples.parameters]);
  return [...words].sort((a, b) => b.length - a.length);
}
