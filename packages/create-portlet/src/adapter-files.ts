/** What a new project can be written in. */
export const portletTemplates = ['react', 'mount', 'element', 'frame', 'vue'] as const;

/** Name of a template. */
export type PortletTemplate = (typeof portletTemplates)[number];

type Dependencies = Record<string, string>;
type Manifest = { dependencies: Dependencies; devDependencies: Dependencies };

/** Needed by a portlet in React, and by the tests of the others. */
const forTests = ['react', 'react-dom', '@yimen/problem'];
const vue = { dependency: { vue: '3.5.45' }, plugin: { '@vitejs/plugin-vue': '6.0.11' } };

/**
 * The template's package.json for an adapter: no design system where there is no React, Vue where it is Vue, and nothing
 * at all in a page but what its tests need.
 */
export function packageOf(text: string, adapter: PortletTemplate): string {
  if (adapter === 'react') return text;
  const manifest = JSON.parse(text) as Manifest;
  const { '@yimen/ui': _ui, ...dependencies } = manifest.dependencies;
  const moved = Object.keys(dependencies).filter(
    (name) => adapter === 'frame' || (forTests.includes(name) && name !== '@yimen/problem'),
  );
  for (const name of moved) {
    manifest.devDependencies[name] = dependencies[name] ?? '';
    delete dependencies[name];
  }
  if (adapter === 'vue') {
    Object.assign(dependencies, vue.dependency);
    Object.assign(manifest.devDependencies, vue.plugin);
  }
  if (adapter === 'frame') {
    Object.assign(manifest.devDependencies, { '@testing-library/dom': '10.4.2', '@types/node': '24.10.1' });
  }
  const devDependencies = Object.fromEntries(
    Object.entries(manifest.devDependencies).sort(([a], [b]) => a.localeCompare(b)),
  );
  return `${JSON.stringify({ ...manifest, dependencies, devDependencies }, null, 2)}\n`;
}

/** A page is JavaScript; what has types are its tests, which read its files. */
export function typesOfTests(text: string): string {
  return text
    .replace('"types": ["vite/client"]', '"types": ["node", "vite/client"]')
    .replace('["client"]', '["test"]');
}
