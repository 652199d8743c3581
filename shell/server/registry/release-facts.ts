import type { ReleaseFacts } from '@yimen/shell-contract';

/** Reads what was measured of a release. */
export type ReleaseFactsOf = (portlet: string, version: string) => Promise<Omit<ReleaseFacts, 'bytes'>>;

/** Until something measures: nothing is known. */
export const nothingMeasured: ReleaseFactsOf = async () => ({ loadP95Ms: null, errorRate: null });
