import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from '@yimen/problem';

/**
 * The cache of what the service said. A session that has ended is told once, to whoever listens; trying again
 * would not help, nor does it for anything else that the service refused.
 */
export function createQueryClient(onSessionEnd: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isProblem(error, 'session-ended') || isProblem(error, 'sign-in-required')) onSessionEnd();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => count < 2 && isProblem(error, 'network-failed'),
      },
    },
  });
}
