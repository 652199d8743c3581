import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { parseSyslogTarget, type SyslogConfig, type SyslogTarget } from './syslog-config.ts';

const connectMs = 5_000;
const answerMs = 10_000;
/** So long after the last datagram an ICMP "port unreachable" is waited for. */
const icmpMs = 100;

type Settings = Pick<
  SyslogConfig,
  'syslogUrl' | 'syslogCaFile' | 'syslogCertificateFile' | 'syslogKeyFile' | 'syslogFingerprint'
>;

/**
 * Sends messages and resolves when the collector has them, as far as a transport can tell.
 *
 * Syslog has no acknowledgement. On TCP and TLS every batch has a connection of its own: we close our side and wait for
 * the collector to close his. He does so when he has read to the end, and a collector that died with bytes unread
 * resets the connection instead; a connection that stays open would only tell that some kernel took the bytes. On UDP
 * nothing can be known but that nobody listens.
 */
export async function sendSyslog(
  settings: Settings,
  messages: readonly Buffer[],
  signal?: AbortSignal,
): Promise<void> {
  const target = parseSyslogTarget(settings.syslogUrl);
  if (!target) throw new Error('YIMEN_SYSLOG_URL is not an address of a collector');
  if (target.protocol === 'udp') return await sendDatagrams(target, messages);
  const socket = target.protocol === 'tls' ? await openTls(target, settings) : openTcp(target);
  // RFC 6587, 3.4.1, and RFC 5425, 4.3: octet counting, so that a message may contain anything.
  const frames = messages.flatMap((message) => [Buffer.from(`${message.length} `), message]);
  signal?.addEventListener('abort', () => socket.destroy(new Error('closed')), { once: true });
  await sendAndClose(socket, Buffer.concat(frames), target.protocol === 'tls' ? 'secureConnect' : 'connect');
}

const openTcp = ({ host, port }: SyslogTarget): Socket => connectTcp({ host, port, allowHalfOpen: true });

/** Files are read each time: certificates are renewed while the program runs. */
async function openTls({ host, port }: SyslogTarget, settings: Settings): Promise<TLSSocket> {
  const read = (file: string) => (file === '' ? undefined : readFile(file));
  const [ca, cert, key] = await Promise.all([
    read(settings.syslogCaFile),
    read(settings.syslogCertificateFile),
    read(settings.syslogKeyFile),
  ]);
  const fingerprint = settings.syslogFingerprint.toUpperCase();
  const socket = connectTls({
    ...{ host, port, allowHalfOpen: true, minVersion: 'TLSv1.2' as const },
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    rejectUnauthorized: fingerprint === '',
  });
  if (fingerprint !== '') {
    socket.once('secureConnect', () => {
      if (socket.getPeerCertificate().fingerprint256 !== fingerprint)
        socket.destroy(new Error('the certificate of the collector has another fingerprint'));
    });
  }
  return socket;
}

function sendAndClose(socket: Socket, bytes: Buffer, connected: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    let isSent = false;
    let hasEnded = false;
    let failure: Error | undefined;
    const fail = (text: string) => socket.destroy(new Error(text));
    let timer = setTimeout(() => fail('no connection within 5 s'), connectMs);
    socket.once(connected, () => {
      clearTimeout(timer);
      timer = setTimeout(() => fail('the collector does not close its side of the connection'), answerMs);
      if (!socket.destroyed) socket.end(bytes);
    });
    socket.once('finish', () => {
      isSent = true;
    });
    socket.once('end', () => {
      hasEnded = isSent;
      if (isSent) socket.destroy();
      else fail('the collector closed the connection before it had everything');
    });
    socket.once('error', (error) => {
      failure = error;
    });
    socket.once('close', () => {
      clearTimeout(timer);
      if (failure) reject(failure);
      else if (hasEnded) resolve();
      else reject(new Error('the connection ended'));
    });
    // A collector has nothing to say; unread words of his would keep his end from arriving.
    socket.resume();
  });
}

async function sendDatagrams({ host, port }: SyslogTarget, messages: readonly Buffer[]): Promise<void> {
  const socket = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4');
  let failure: Error | undefined;
  socket.on('error', (error) => {
    failure = error;
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      // Connected, so that the system tells when nobody listens there.
      socket.connect(port, host, () => resolve());
    });
    for (const message of messages) {
      if (failure) throw failure;
      await new Promise<void>((resolve, reject) =>
        socket.send(message, (error) => (error ? reject(error) : setImmediate(resolve))),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, icmpMs));
    if (failure) throw failure;
  } finally {
    socket.close();
  }
}
