import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { AddressNotAllowed, createAddressCheck } from './allowed-networks.ts';

/** Why the provider sends a request of its own. Each purpose has its list of networks (S2). */
export const outgoingPurposes = ['logout'] as const;
export type OutgoingPurpose = (typeof outgoingPurposes)[number];

/** Posts a form and answers the status; a failed connection rejects. */
export type PostForm = (uri: string, form: URLSearchParams, signal: AbortSignal) => Promise<number>;

export type Outgoing = { postFor(purpose: OutgoingPurpose): PostForm; close(): Promise<void> };

/**
 * Sends requests only into the networks allowed for their purpose. The address is checked when the connection
 * is made, so a name cannot resolve to one address for the check and to another for the connection. Redirects are
 * not followed and at most a few kilobytes of the answer are accepted; only its status matters.
 */
export function createOutgoing(networks: Readonly<Record<OutgoingPurpose, string>>): Outgoing {
  const agents: Agent[] = [];
  const posts = new Map(
    outgoingPurposes.map((purpose) => {
      const isAllowed = createAddressCheck(networks[purpose]);
      const agent = createAgent(purpose, isAllowed);
      agents.push(agent);
      return [purpose, createPost({ purpose, isAllowed, agent })];
    }),
  );
  return {
    postFor(purpose) {
      const post = posts.get(purpose);
      if (!post) throw new Error(`no networks for ${purpose}`);
      return post;
    },
    async close() {
      await Promise.all(agents.map((agent) => agent.close()));
    },
  };
}

export const refusal = (host: string, purpose: string) =>
  new AddressNotAllowed(`${host} is outside the networks allowed for ${purpose}`);

/** Connections into the allowed networks only; the address is checked when one is made. */
export function createAgent(
  purpose: string,
  isAllowed: (address: string) => boolean,
  maxResponseSize = 16_384,
): Agent {
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const usable = addresses.filter(({ address }) => isAllowed(address));
      const [first] = usable;
      if (!first) return callback(refusal(hostname, purpose), '', 0);
      if (options.all) return callback(null, usable);
      return callback(null, first.address, first.family);
    });
  };
  return new Agent({
    connect: { lookup, timeout: 3_000 },
    maxResponseSize,
    headersTimeout: 5_000,
    bodyTimeout: 5_000,
  });
}

function createPost(o: {
  purpose: OutgoingPurpose;
  isAllowed: (address: string) => boolean;
  agent: Agent;
}): PostForm {
  return async (uri, form, signal) => {
    const host = new URL(uri).hostname.replace(/^\[|\]$/g, '');
    // A literal address never reaches lookup.
    if (isIP(host) !== 0 && !o.isAllowed(host)) throw refusal(host, o.purpose);
    const response = await undiciFetch(uri, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      redirect: 'manual',
      signal,
      dispatcher: o.agent,
    });
    await response.body?.cancel();
    return response.status;
  };
}
