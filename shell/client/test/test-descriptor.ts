import type { PortletDescriptor } from '@yimen/portlet-sdk';

const text = (value: string) => ({ 'zh-CN': value, 'en-US': value });

/** A descriptor that is right, with overrides. */
export function testDescriptor(name: string, overrides: Partial<PortletDescriptor> = {}): PortletDescriptor {
  return {
    name,
    version: '1.0.0',
    sdk: '^0.1.0',
    title: { 'zh-CN': `标题 ${name}`, 'en-US': `Title ${name}` },
    description: text(name),
    category: 'tools',
    modes: ['view'],
    windowStates: ['normal', 'maximized', 'minimized'],
    size: { columns: 4, rows: 4 },
    ...overrides,
  };
}
