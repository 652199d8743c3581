import { problem } from '@yimen/problem';
import { z } from 'zod';
import { type AdministrationOperation, changeOperation, readOperation } from '../admin-api/operation.ts';
import type { KeyInformation } from './key-ring.ts';
import { keyPurposes } from './make-key.ts';

const keysList = readOperation({
  id: 'keys.list',
  title: { 'zh-CN': '查看密钥', 'en-US': 'See the keys' },
  method: 'GET',
  path: '/keys',
  by: ['system-administrator', 'security-administrator'],
  async read({ services }) {
    const keys = await services.keyRing.list();
    return { body: { keys: keys.map(present) } };
  },
});

const replaceKeys = z.strictObject({
  /** `cookie` signs everybody out of the provider's pages; systems go on until they ask again. */
  purposes: z.array(z.enum(keyPurposes)).min(1).max(keyPurposes.length),
});

/** Emergency: the old keys sign and verify nothing from now on. The schedule goes on from the new ones. */
const keysReplace = changeOperation({
  id: 'keys.replace',
  title: {
    'zh-CN': '立即更换密钥（旧密钥即刻作废）',
    'en-US': 'Replace keys at once, distrusting the old ones',
  },
  method: 'POST',
  path: '/keys/replace',
  body: replaceKeys,
  by: ['system-administrator'],
  twoPersons: { by: ['security-administrator'] },
  async plan({ services: { keyRing }, input: { body } }) {
    const purposes = [...new Set(body.purposes)];
    const replacement = await keyRing.prepareReplacement(purposes);
    const old = (await keyRing.list()).filter((key) => purposes.includes(key.purpose)).map(({ id }) => id);
    return {
      before: { keys: old },
      after: { purposes, keys: replacement.ids },
      apply: replacement.apply,
      applied: () => keyRing.announce(),
      answer: { status: 200, body: { purposes, keys: replacement.ids } },
    };
  },
});

/** Ahead of schedule, without harm: the next key is published now and takes over when everybody has read it. */
const keysRotate = changeOperation({
  id: 'keys.rotate',
  title: { 'zh-CN': '提前轮换密钥', 'en-US': 'Rotate keys ahead of schedule' },
  method: 'POST',
  path: '/keys/rotate',
  body: replaceKeys,
  by: ['system-administrator'],
  twoPersons: { by: ['security-administrator'] },
  async plan({ services: { keyRing }, input: { body } }) {
    const purposes = [...new Set(body.purposes)];
    const keys = await keyRing.list();
    const planned = purposes.filter((one) => keys.some((key) => key.purpose === one && key.state === 'next'));
    if (planned.length > 0) {
      throw problem('conflict', { detail: `the next key is published already: ${planned.join(', ')}` });
    }
    const rotation = await keyRing.prepareRotation(purposes);
    return {
      before: null,
      after: { purposes, keys: rotation.ids },
      apply: rotation.apply,
      applied: () => keyRing.announce(),
      answer: { status: 200, body: { purposes, keys: rotation.ids } },
    };
  },
});

function present(key: KeyInformation) {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    id: key.id,
    purpose: key.purpose,
    state: key.state,
    createdAt: time(key.createdAt),
    activeAt: time(key.activeAt),
    supersededAt: time(key.supersededAt),
    retiredAt: time(key.retiredAt),
  };
}

export const keyOperations: readonly AdministrationOperation[] = [keysList, keysReplace, keysRotate];
