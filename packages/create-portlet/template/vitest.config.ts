import { portletTests } from '@yimen/portlet-cli/vitest';

export default portletTests();
