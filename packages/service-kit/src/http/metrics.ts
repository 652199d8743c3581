import type Koa from 'koa';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Metrics of one application. */
export type HttpMetrics = {
  registry: Registry;
  observe(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Text in the Prometheus exposition format, the process's own metrics included. */
  text(): Promise<string>;
};

const registries = new WeakMap<Koa, Registry>();
let processRegistry: Registry | undefined;

/** The process has one event loop and one heap, however many applications run in it. */
function ofProcess(): Registry {
  if (!processRegistry) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry, prefix: 'yimen_' });
  }
  return processRegistry;
}

/** Makes the metrics of an application. */
export function createMetrics(app: Koa, name: string): HttpMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ program: name });
  registries.set(app, registry);
  const histogram = new Histogram({
    name: 'yimen_http_request_seconds',
    help: 'Duration of HTTP requests by method, route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    registry,
    observe: ({ method, route, status, seconds }) =>
      histogram.observe({ method, route, status: String(status) }, seconds),
    text: async () => `${await registry.metrics()}\n${await ofProcess().metrics()}`,
  };
}

/**
 * The registry of an application made by `createKoa`, to add metrics of its own to `/metrics`.
 * @throws Error for an application that was made otherwise
 */
export function metricsOf(app: Koa): Registry {
  const registry = registries.get(app);
  if (!registry) throw new Error('metricsOf takes an application made by createKoa');
  return registry;
}
