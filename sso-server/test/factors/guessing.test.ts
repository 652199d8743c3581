import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newTotpSecret } from '../../factors/totp.ts';
import { type Sso, startSso } from '../sso-fixture.ts';
import { movingClock } from './factor-kit.ts';

describe.each(testDatabases())('guessing codes on $name', (database) => {
  let sso: Sso;
  const clock = movingClock();
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: clock.now });
    await sso.organise();
  });
  afterAll(() => sso.close());

  async function burst(username: string, ipOf: (index: number) => string) {
    const sub = await sso.person(username);
    const factor = { name: '', secret: newTotpSecret(), step: 1 };
    await sso.services.factors.addTotp(sub, factor, {});
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        // Letters are never the code, so none of them is right by chance.
        sso.services.factors.prove({ sub, ip: ipOf(index), device: `new-${index}` }, { code: `no-${index}` }),
      ),
    );
    return results.filter(({ outcome }) => outcome === 'wrong').length;
  }

  // A few more may have read the counter just before; without counting what is under way it is all forty.
  it('checks about five of those that come at the same moment from one network', async () => {
    expect(await burst('one-network', () => '10.1.1.1')).toBeLessThan(10);
  });

  it('takes the addresses of one IPv6 network (/64) for one', async () => {
    expect(await burst('ipv6', (index) => `2001:db8:1:2::${index + 1}`)).toBeLessThan(10);
  });

  it('checks about twenty of those that come from many networks', async () => {
    expect(await burst('many-networks', (index) => `10.2.${index}.1`)).toBeLessThan(30);
  });
});
