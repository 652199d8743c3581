import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressCheck, defaultLogoutNetworks, parseNetworks } from './allowed-networks.ts';
import { createOutgoing, type Outgoing } from './outgoing.ts';

describe('networks that logout tokens may go to', () => {
  const isAllowed = createAddressCheck(defaultLogoutNetworks);

  it('are loopback and private networks by default', () => {
    for (const address of [
      '127.0.0.1',
      '::1',
      '10.9.8.7',
      '172.31.0.1',
      '192.168.1.1',
      '::ffff:10.0.0.1',
      'fd12::1',
    ]) {
      expect(isAllowed(address), address).toBe(true);
    }
    for (const address of ['8.8.8.8', '172.32.0.1', '2001:db8::1', '::ffff:8.8.8.8']) {
      expect(isAllowed(address), address).toBe(false);
    }
  });

  it('never include metadata services, whatever is configured', () => {
    const everything = createAddressCheck('0.0.0.0/0,::/0');
    expect(everything('8.8.8.8')).toBe(true);
    for (const address of [
      '169.254.169.254',
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      'fe80::1%eth0',
      'fd00:ec2::254',
      'fd20:ce::254',
      '168.63.129.16',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b::169.254.169.254',
      '2002:a9fe:a9fe::1',
      '100.100.100.200',
      '0.0.0.0',
    ]) {
      expect(everything(address), address).toBe(false);
    }
  });

  it('are refused when mistyped', () => {
    for (const text of ['10.0.0.0', '10.0.0.0/33', 'intranet/8', '::1/129']) {
      expect(() => parseNetworks(text), text).toThrow(text);
    }
  });
});

describe('delivery into them', () => {
  let url: string;
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    if (request.url === '/redirect') response.writeHead(302, { location: '/target' }).end();
    else if (request.url === '/endless') response.writeHead(200).write('x'.repeat(1_000_000));
    else response.writeHead(204).end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (outgoing: Outgoing, address: string) =>
    outgoing.postFor('logout')(
      address,
      new URLSearchParams({ logout_token: 'x' }),
      AbortSignal.timeout(2_000),
    );

  it('checks names when connecting and literal addresses before', async () => {
    const open = createOutgoing({ logout: defaultLogoutNetworks });
    expect(await post(open, `${url}/ok`)).toBe(204);
    const closed = createOutgoing({ logout: '10.0.0.0/8' });
    const refused = { cause: expect.objectContaining({ name: 'AddressNotAllowed' }) };
    await expect(post(closed, `${url}/ok`)).rejects.toMatchObject(refused);
    await expect(post(closed, url.replace('localhost', '127.0.0.1'))).rejects.toMatchObject({
      name: 'AddressNotAllowed',
    });
    await expect(post(open, 'http://169.254.169.254/latest')).rejects.toMatchObject({
      name: 'AddressNotAllowed',
    });
    await expect(post(open, 'http://[::ffff:169.254.169.254]/')).rejects.toMatchObject({
      name: 'AddressNotAllowed',
    });
    await Promise.all([open.close(), closed.close()]);
  });

  it('follows no redirect and does not read on for ever', async () => {
    const guarded = createOutgoing({ logout: defaultLogoutNetworks });
    expect(await post(guarded, `${url}/redirect`)).toBe(302);
    expect(seen).not.toContain('/target');
    expect(await post(guarded, `${url}/endless`)).toBe(200);
    await guarded.close();
  });
});
