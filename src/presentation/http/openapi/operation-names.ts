/**
 * What an operation is called in the document, and so the method of a generated client: a verb and what it is about. Where the name
 * of the controller's method says that by itself (`createBatch`), it is taken.
 */
const OPERATION_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AnalyzeController: { analyze: 'submitAnalysis' },
  ResultsController: {
    read: 'getResult',
    document: 'getDocument',
    security: 'getSecurity',
    delete: 'deleteAnalysis',
  },
  ListingController: { listing: 'getListing', pseudo: 'getPseudoCode' },
  SectionsController: {
    functions: 'listFunctions',
    function: 'getFunction',
    strings: 'listStrings',
    imports: 'listImports',
    exports: 'listExports',
    sections: 'listSections',
  },
  ReportsController: { report: 'getReport', survey: 'getSurvey' },
  SearchController: { search: 'searchFacts', paths: 'findPaths' },
  FactsController: { card: 'getFact', several: 'getFacts' },
  RelativesController: { compare: 'compareAnalyses', similar: 'findSimilar' },
  RelationsController: { crossReferences: 'getCrossReferences', callGraph: 'getCallGraph' },
  MagicController: { ping: 'pingMagic', content: 'identifyContent', path: 'identifyPath' },
  JobsController: {
    list: 'listJobs',
    read: 'getJob',
    cancel: 'cancelJob',
    status: 'getJobStatus',
    stream: 'streamJobEvents',
  },
  UploadsController: { prepare: 'prepareUpload', receive: 'sendUpload', validate: 'validateUpload' },
  BatchesController: {
    create: 'createBatch',
    list: 'listBatches',
    read: 'getBatch',
    cancel: 'cancelBatch',
    stream: 'streamBatchEvents',
    report: 'getBatchReport',
  },
  WebhooksController: {
    create: 'createWebhook',
    list: 'listWebhooks',
    read: 'getWebhook',
    change: 'changeWebhook',
    remove: 'deleteWebhook',
    rotate: 'rotateWebhookSecret',
  },
  DeliveriesController: {
    test: 'testWebhook',
    list: 'listDeliveries',
    read: 'getDelivery',
    replay: 'replayDelivery',
  },
  KeysController: { validate: 'validateKey', create: 'createKey', list: 'listKeys', revoke: 'revokeKey' },
  AuditController: { list: 'listAudit' },
  CacheController: { statistics: 'getCacheStatistics', invalidate: 'invalidateCache' },
  QueueAdminController: { queue: 'getQueue', workers: 'listWorkers' },
  FeaturesController: { read: 'listFeatures' },
  FormatsController: { read: 'getFormats' },
  VersionController: { read: 'getVersion' },
  HealthController: { health: 'getHealth', live: 'getLiveness', ready: 'getReadiness' },
  MetricsController: { read: 'getMetrics', readBesideMagic: 'getMetricsBesideMagic' },
};

/** @param controller name of its class, as that of the method */
export function operationName(controller: string, method: string): string {
  return OPERATION_NAMES[controller]?.[method] ?? method;
}
