export {
  breakerActSchema,
  breakerParamsSchema,
  budgetLimitsSchema,
  budgetParamsSchema,
} from './containment-schemas.ts';
export {
  layoutNodesSchema,
  nodeIdSchema,
  saveChangesSchema,
} from './layout-schemas.ts';
export {
  type CreatePage,
  createPageSchema,
  saveDraftSchema,
  type UpdatePage,
  updatePageSchema,
} from './page-schemas.ts';
export {
  audienceUriSchema,
  type Notification,
  notificationSchema,
  readBatchSchema,
  saveLocaleSchema,
  saveServiceSchema,
} from './portal-schemas.ts';
export { publisherSchema, savePublisherPolicySchema } from './proposal-schemas.ts';
export { compareReleaseSchema, publishReleaseSchema } from './registry-schemas.ts';
export {
  planMaintenanceSchema,
  policyParamsSchema,
  releaseCatalogueSchema,
  releaseParamsSchema,
  savePolicySchema,
  takeStepSchema,
} from './release-schemas.ts';
export { rollBackSchema, saveRolloutSchema } from './rollout-schemas.ts';
export {
  idSchema,
  jsonValueSchema,
  localizedTextSchema,
  portletNameSchema,
  slugSchema,
} from './text-schemas.ts';
export { type FigureQuery, figureQuerySchema, windowFigureReportSchema } from './window-figure-schemas.ts';
