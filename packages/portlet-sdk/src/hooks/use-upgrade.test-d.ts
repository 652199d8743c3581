import type { Dispatch, SetStateAction } from 'react';
import { useKeptState } from './use-upgrade.ts';

type Pair<T> = [T, Dispatch<SetStateAction<T>>];

/** Never called; the compiler is the test. */
export function useKeptStateAsTyped(): void {
  const text: Pair<string> = useKeptState('draft', '');
  const count: Pair<number> = useKeptState('count', () => 0);
  const choice: Pair<'a' | 'b'> = useKeptState<'a' | 'b'>('choice', 'a');
  const row: Pair<{ id: string } | null> = useKeptState<{ id: string } | null>('row', null);
  // @ts-expect-error a function is no JSON
  useKeptState<{ run: () => void }>('run', { run: () => undefined });
  void [text, count, choice, row];
}
