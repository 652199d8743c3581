import { framePagePolicy, framesFolder, hostNonce, hostPolicy } from '@yimen/portlet-tck/host-policy';
import { describe, expect, it } from 'vitest';
import { documentPolicy } from '../document/content-security-policy.ts';
import { framePolicy, frameSources } from '../frames/frame-policy.ts';

const origin = 'http://127.0.0.1:4000';
const directives = (policy: string) => Object.fromEntries(policy.split('; ').map(directive));

function directive(text: string): [string, string[]] {
  const [name = '', ...values] = text.trim().split(/\s+/);
  return [name, values.sort()];
}

describe('the policies of the conformance kit', () => {
  it('[R154] are those of the portal’s documents, with what may be in frames', () => {
    const frames = frameSources({ publicUrl: origin, frameOrigins: [] });
    const ours = directives(documentPolicy(hostNonce, frames, []));
    expect(ours['frame-src']).toHaveLength(2);
    expect(directives(hostPolicy(origin))).toEqual(ours);
  });

  it('[R124] are those of pages in frames', () => {
    const folder = `${framesFolder}/sample/1.0.0`;
    const ours = directives(framePolicy({ publicUrl: origin, folder: `${origin}${folder}` }));
    expect(ours['script-src']).toEqual([`${origin}${folder}/`]);
    expect(directives(framePagePolicy(origin, folder))).toEqual(ours);
  });
});
