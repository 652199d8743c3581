import type { FieldError } from '@yimen/problem';
import semver from 'semver';
import type { DescriptorRule } from './descriptor-rule.ts';

/** Versions and sizes that are numbers but make no sense. */
export const versionRules: DescriptorRule = ({ version, sdk, size }) => {
  const errors: FieldError[] = [];
  if (semver.valid(version) !== version) {
    errors.push({
      pointer: '/version',
      detail: 'must be a semantic version such as 1.0.0 (without build metadata)',
    });
  }
  if (semver.validRange(sdk) === null) {
    errors.push({ pointer: '/sdk', detail: 'must be a range of versions such as ^0.1.0' });
  }
  if ((size.minColumns ?? 1) > size.columns) {
    errors.push({ pointer: '/size/minColumns', detail: 'is more than columns' });
  }
  if ((size.minRows ?? 1) > size.rows) errors.push({ pointer: '/size/minRows', detail: 'is more than rows' });
  return errors;
};
