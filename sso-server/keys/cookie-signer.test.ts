import Keygrip from 'keygrip';
import { describe, expect, it } from 'vitest';
import { createCookieSigner } from './cookie-signer.ts';

const [oldKey, newKey] = ['the key of before', 'the key of now'];
const signer = createCookieSigner([newKey, oldKey]);
const data = 'yimen_sso_session=abc';

describe('cookie signer', () => {
  it('signs as keygrip does: cookies from before stay good, and the other way round', () => {
    const keygrip = new Keygrip([newKey, oldKey]);
    expect(signer.sign(data)).toBe(keygrip.sign(data));
    expect(signer.index(data, keygrip.sign(data))).toBe(0);
    expect(signer.index(data, new Keygrip([oldKey]).sign(data))).toBe(1);
  });

  it.each(['', 'x', '!', createCookieSigner(['another']).sign(data), signer.sign(`${data}d`)])(
    'refuses %j',
    (digest) => {
      expect(signer.index(data, digest)).toBe(-1);
      expect(signer.verify(data, digest)).toBe(false);
    },
  );

  it('does not start without a key', () => {
    expect(() => createCookieSigner([])).toThrow('no key');
  });
});
