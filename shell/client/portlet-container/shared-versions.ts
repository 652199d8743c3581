export { sharedVersions } from '@yimen/shell-contract/shared-versions';
