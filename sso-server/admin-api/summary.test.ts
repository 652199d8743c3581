import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { administrationOperations } from './operations.ts';
import { difference, isHiddenMember } from './summary.ts';

/** Every member that an operation may be asked to change, at any depth. */
function membersOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') for (const member of Object.keys(value as object)) found.add(member);
    membersOf(value, found);
  }
  return found;
}

describe('what the trail and an approver see of a change', () => {
  const members = new Set(
    administrationOperations.flatMap(({ body }) =>
      body ? [...membersOf(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }))] : [],
    ),
  );

  it('hides exactly these of all members of all operations: a new one is to be decided on', () => {
    expect(members.size).toBeGreaterThan(50);
    expect([...members].filter(isHiddenMember).sort()).toEqual([
      'clientSecret',
      'isPasswordTemporary',
      'password',
      'passwordHash',
    ]);
    expect([...members]).toEqual(
      expect.arrayContaining(['tokenEndpointAuthMethod', 'idTokenAlg', 'rotateRefreshTokens', 'jwks']),
    );
  });

  it('shows how a system authenticates and whether a password is there, and no secret in whatever shape', () => {
    const before = {
      tokenEndpointAuthMethod: 'client_secret_basic',
      idTokenAlg: 'ES256',
      password: 'set',
      clientSecret: 'a',
      recoveryCodes: ['x'],
      accessToken: { value: 'x' },
      recoveryCodesLeft: 3,
      resources: { 'urn:yimen:service:token-desk': ['token:read'] },
    };
    const after = {
      tokenEndpointAuthMethod: 'private_key_jwt',
      idTokenAlg: 'RS256',
      password: 'none',
      clientSecret: 'b',
      recoveryCodes: ['y'],
      accessToken: { value: 'y' },
      recoveryCodesLeft: 0,
      resources: { 'urn:yimen:service:token-desk': [] },
    };
    const hidden = { clientSecret: '***', recoveryCodes: '***', accessToken: '***' };
    expect(difference(before, after)).toEqual({
      before: { ...before, ...hidden },
      after: { ...after, ...hidden },
    });
  });
});
