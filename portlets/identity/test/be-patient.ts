import { configure } from '@testing-library/react';

/**
 * For portlets with much in the document, on a busy machine. Each look of a query that waits would write the whole
 * document into its error: where that takes longer than the pause between two looks, nothing else gets its turn, and
 * what is waited for never comes.
 */
export function bePatient(): void {
  configure({
    asyncUtilTimeout: 20_000,
    getElementError: (message) => new Error(message ?? 'not found'),
  });
}
