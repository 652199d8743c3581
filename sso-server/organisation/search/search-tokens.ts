import { foldText } from '@yimen/database';
import { pinyinIndex } from '@yimen/database/pinyin';
import { foldUsername, type PersonRow } from '../people-store.ts';

const longestToken = 64;

/**
 * What somebody may begin to type to find a person: her name from every character on, its pinyin and initials, the
 * English name, the user name and its parts, the address before the @, the mobile number.
 */
export function searchTokens(
  person: Pick<PersonRow, 'name_json' | 'username' | 'email' | 'mobile_phone'>,
): string[] {
  const tokens = new Set(pinyinIndex(person.name_json).split('|'));
  const name = [...foldSearch(person.name_json['zh-CN'])];
  for (let from = 0; from < name.length; from++) tokens.add(name.slice(from).join(''));
  const username = foldUsername(person.username);
  for (const part of [username, ...username.split(/[._-]+/)]) tokens.add(foldSearch(part));
  tokens.add(foldSearch(person.email?.split('@')[0] ?? ''));
  tokens.add((person.mobile_phone ?? '').replace(/\D/g, ''));
  tokens.delete('');
  return [...new Set([...tokens].map((token) => token.slice(0, longestToken)))];
}

/** What was typed, and what is stored, in one form: letters and digits only. */
export function foldSearch(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '');
}
