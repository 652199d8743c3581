import type { SignInParts } from './open-interaction.ts';

/** Pages with the form: select_account has it while nobody is signed in. */
export const signInPrompts = new Set(['login', 'select_account']);

/** Only where somebody has one: a button that nobody can use explains nothing. */
export async function offersPasskey({ services: { factors } }: SignInParts): Promise<boolean> {
  return factors.passkeys.isPossible && (await factors.isAnyPasskey());
}
