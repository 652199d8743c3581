/** A mistake of whoever runs the command: one sentence, no stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
