import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { keepRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows (RFC 6238 with SHA-1, six digits, thirty seconds). */
export function totpOf(secret: string, at = Date.now()): string {
  let bits = '';
  for (const letter of secret) bits += base32.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The sso-server's pages for a second factor, in Chinese. */
export class SecondFactorPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Sets up an authenticator at the first sign-in; afterwards uses a recovery code, since a code works once. */
  async pass(username: string): Promise<void> {
    const { page } = this;
    const secret = page.locator('.secret');
    const recovery = page.locator('#recovery_code');
    await secret.or(recovery).first().waitFor({ state: 'attached' });
    if ((await secret.count()) === 0) {
      const summary = page.locator('summary');
      if (!(await recovery.isVisible())) await summary.click();
      await recovery.fill(takeRecoveryCode(username));
      await page.getByRole('button', { name: '用恢复码验证' }).click();
      return;
    }
    const code = totpOf((await secret.innerText()).replaceAll(' ', ''));
    await page.locator('#code').fill(code);
    await page.locator('form[action$="/totp"] button').click();
    const codes = page.locator('ol.codes li');
    // Texts are read at once, whatever page is there by then.
    await expect(codes.first()).toBeVisible();
    keepRecoveryCodes(username, await codes.allInnerTexts());
    await page.locator('a.button').click();
  }
}
