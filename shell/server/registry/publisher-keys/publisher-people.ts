import type { PublisherPerson } from '@yimen/shell-contract';
import type { PublisherStore } from '../../stores/publisher-store.ts';

/** Who is known to stand for a publisher. */
export async function peopleOf(
  store: PublisherStore,
  publisher: string,
): Promise<readonly PublisherPerson[]> {
  return (await store.findPolicy(publisher))?.people_json ?? [];
}
