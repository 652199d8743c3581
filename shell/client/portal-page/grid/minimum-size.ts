import type { ReleaseView } from '@yimen/shell-contract';
import type { GridSize } from './drag-place.ts';

/** The smallest size a portlet asks for; two by two, so that the frame's buttons have room, when it asks for none. */
export function minimumSize(release: ReleaseView | undefined): GridSize {
  const size = release?.descriptor.size;
  return { columns: size?.minColumns ?? 2, rows: size?.minRows ?? 2 };
}
