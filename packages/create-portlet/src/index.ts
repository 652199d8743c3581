export { type PortletTemplate, portletTemplates } from './adapter-files.ts';
export { type CreatedPortlet, createPortlet, type NewPortlet } from './create-portlet.ts';
export { UsageError } from './usage-error.ts';
