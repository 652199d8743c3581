import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;

export type Identity = { cert: string; key: string };

/** An authority of its own and what it signs; nothing is kept in the repository. */
export async function createTestAuthority(name: string) {
  const keys = await makeKeys();
  const period = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + dayMs) };
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: '01', name: `CN=${name}`, ...period, keys, signingAlgorithm: algorithm },
    extensions: [new BasicConstraintsExtension(true, 1, true)],
  });
  let serial = 1;
  return {
    ca: pem(authority),
    /** For a server at this address, or a client of this name. */
    async issue(commonName: string, addresses: string[] = []): Promise<Identity> {
      serial += 1;
      const own = await makeKeys();
      const certificate = await X509CertificateGenerator.create({
        ...{ serialNumber: `0${serial}`, subject: `CN=${commonName}`, issuer: authority.subject, ...period },
        ...{ signingKey: keys.privateKey, publicKey: own.publicKey, signingAlgorithm: algorithm },
        extensions: [
          new SubjectAlternativeNameExtension(addresses.map((value) => ({ type: 'ip' as const, value }))),
        ],
      });
      const key = await crypto.subtle.exportKey('pkcs8', own.privateKey);
      return { cert: pem(certificate), key: PemConverter.encode(key, 'PRIVATE KEY') };
    },
  };
}

const makeKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const pem = (certificate: X509Certificate) => certificate.toString('pem');
