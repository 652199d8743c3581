import { useEffect, useState } from 'react';

/**
 * Loads a part of the shell when it is first shown. State and not `React.lazy`: a rejected lazy stays rejected.
 * @param load the same function each time
 */
export function useLoaded<T>(load: () => Promise<T>): {
  value: T | null;
  hasFailed: boolean;
  retry: () => void;
} {
  const [state, setState] = useState<{ value: T | null; hasFailed: boolean }>({
    value: null,
    hasFailed: false,
  });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the reason to load again
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setState({ value, hasFailed: false }),
      () => isCurrent && setState({ value: null, hasFailed: true }),
    );
    return () => {
      isCurrent = false;
    };
  }, [load, attempt]);
  return {
    ...state,
    retry: () => {
      setState({ value: null, hasFailed: false });
      setAttempt(attempt + 1);
    },
  };
}
