import { problem } from '@yimen/problem';

/** More levels than anything of ours has. */
const DEEPEST = 200;
const texts = {
  broken: { 'zh-CN': '不是有效的 JSON', 'en-US': 'not valid JSON' },
  deep: { 'zh-CN': 'JSON 嵌套层数过多', 'en-US': 'JSON is nested too deeply' },
} as const;
// A member of this name, in any of its spellings, replaces the prototype of whatever it is copied into.
const PROTO =
  /"(?:_|\\u005f){2}(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006f)(?:t|\\u0074)(?:o|\\u006f)(?:_|\\u005f){2}"\s*:/i;

/**
 * Parses JSON that somebody sent: an object or a list; nothing is an empty object.
 * Levels are counted first: parsing a few megabytes of brackets takes the whole program many seconds.
 *
 * @throws problem `invalid-input`, which does not repeat the text
 */
export function parseJson(text: string, locale: 'zh-CN' | 'en-US' = 'en-US'): unknown {
  const refuse = (why: keyof typeof texts, cause?: unknown) =>
    problem('invalid-input', { errors: [{ pointer: '/body', detail: texts[why][locale] }], cause });
  if (text === '') return {};
  if (!/^[ \t\r\n]*[[{]/.test(text) || PROTO.test(text)) throw refuse('broken');
  if (isDeep(text)) throw refuse('deep');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse('broken', error);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isDeep(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isText) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) isText = false;
    } else if (code === QUOTE) isText = true;
    // [ and {, then ] and }
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
