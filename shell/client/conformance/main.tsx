import '../app/shell.css';
import { createConformanceHost } from './conformance-host.tsx';

// The kit's own page: what it offers is for the kit that drives the browser, and nobody else ever opens it.
Object.assign(globalThis, { conformanceHost: createConformanceHost() });
