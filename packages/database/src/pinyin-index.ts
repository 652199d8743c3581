import { pinyin } from 'pinyin-pro';
import { foldText } from './folded-text.ts';

const mostReadings = 12;
const mostMixed = 5;

/**
 * Everything that somebody may type for a name in Latin letters, as `|token|token|`; a search asks whether a token
 * begins with what was typed. 张伟: zhangwei, zwei, wei (and with them zhang, zw, w). Surnames are read as surnames
 * (曾 zeng, 单 shan, 仇 qiu), other characters in every reading they have, ü as v, u and yu.
 */
export function pinyinIndex(name: { 'zh-CN': string; 'en-US': string }): string {
  const tokens = new Set<string>();
  for (const syllables of readings(name['zh-CN'])) addTokens(tokens, syllables);
  for (const token of englishTokens(name['en-US'])) tokens.add(token);
  return `|${[...tokens].join('|')}|`;
}

/** What was typed, in the form of the tokens. */
export function foldLatin(typed: string): string {
  return foldText(typed).replace(/[^a-z]/g, '');
}

function readings(name: string): string[][] {
  const options = { toneType: 'none', type: 'array', v: true } as const;
  const inName = pinyin(name, { ...options, surname: 'head' });
  const characters = [...name];
  // A character that the dictionary cannot read comes back as it is; it is found as a character only.
  const choices = inName.flatMap((syllable, index): string[][] => {
    const read = syllable.toLowerCase();
    if (!/^[a-z]+$/.test(read)) return [];
    const all = pinyin(characters[index] ?? '', { ...options, multiple: true });
    // Where the name itself decides (a surname, a known word) the other readings would only be wrong.
    const isOpen = index > 0 && all[0] === syllable;
    return [[...new Set((isOpen ? all : [read]).flatMap(spellings))]];
  });
  return choices.reduce<string[][]>(
    (names, choice) =>
      names.flatMap((start) => choice.map((next) => [...start, next])).slice(0, mostReadings),
    [[]],
  );
}

function spellings(syllable: string): string[] {
  return syllable.includes('v')
    ? [syllable, syllable.replace('v', 'u'), syllable.replace('v', 'yu')]
    : [syllable];
}

/** From every syllable on: each one in full or by its initial. The last one is in full, which has its initial in it. */
function addTokens(tokens: Set<string>, syllables: string[]): void {
  for (let from = 0; from < syllables.length; from++) {
    const before = syllables.slice(from, -1);
    const last = syllables.at(-1) ?? '';
    const initials = before.map((syllable) => syllable.slice(0, 1));
    if (before.length > mostMixed) {
      tokens.add(before.join('') + last).add(initials.join('') + last);
      continue;
    }
    for (let mix = 0; mix < 2 ** before.length; mix++) {
      const parts = before.map((syllable, index) => ((mix >> index) & 1 ? initials[index] : syllable));
      tokens.add(parts.join('') + last);
    }
  }
}

/** Zheng Xiulan: zhengxiulan, xiulanzheng, xiulan. */
function englishTokens(name: string): string[] {
  const words = foldText(name)
    .split(/[\s,·.]+/)
    .map((word) => word.replace(/[^a-z]/g, ''))
    .filter(Boolean);
  return words.length === 0 ? [] : [words.join(''), [...words].reverse().join(''), ...words.slice(1)];
}
