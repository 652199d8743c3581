import { describeFinding, type ReleaseComparison } from '@yimen/portlet-sdk/release';
import type { ShownComparison } from '@yimen/shell-contract';

/** A comparison with its sentences: portlets and tools need not know how each kind of finding reads. */
export function presentComparison({ comparedAt, findings }: ReleaseComparison): ShownComparison {
  return {
    comparedAt,
    findings: findings.map((finding) => ({
      ...finding,
      sentence: { 'zh-CN': describeFinding(finding, 'zh-CN'), 'en-US': describeFinding(finding, 'en-US') },
    })),
  };
}
