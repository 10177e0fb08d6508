// @ts-nocheck
// Made by npm run client:generate. Not to be edited.

import { type Client, formDataBodySerializer, type Options as Options2, type TDataShape } from './client';
import { client } from './client.gen';
import type { CancelBatchData, CancelBatchErrors, CancelBatchResponses, CancelJobData, CancelJobErrors, CancelJobResponses, ChangeWebhookData, ChangeWebhookErrors, ChangeWebhookResponses, CompareAnalysesData, CompareAnalysesErrors, CompareAnalysesResponses, CreateBatchData, CreateBatchErrors, CreateBatchResponses, CreateKeyData, CreateKeyErrors, CreateKeyResponses, CreateWebhookData, CreateWebhookErrors, CreateWebhookResponses, DeleteAnalysisData, DeleteAnalysisErrors, DeleteAnalysisResponses, DeleteWebhookData, DeleteWebhookErrors, DeleteWebhookResponses, FindPathsData, FindPathsErrors, FindPathsResponses, FindSimilarData, FindSimilarErrors, FindSimilarResponses, GetBatchData, GetBatchErrors, GetBatchReportData, GetBatchReportErrors, GetBatchReportResponses, GetBatchResponses, GetCacheStatisticsData, GetCacheStatisticsErrors, GetCacheStatisticsResponses, GetCallGraphData, GetCallGraphErrors, GetCallGraphResponses, GetCrossReferencesData, GetCrossReferencesErrors, GetCrossReferencesResponses, GetDeliveryData, GetDeliveryErrors, GetDeliveryResponses, GetDocumentData, GetDocumentErrors, GetDocumentResponses, GetFactData, GetFactErrors, GetFactResponses, GetFactsData, GetFactsErrors, GetFactsResponses, GetFormatsData, GetFormatsErrors, GetFormatsResponses, GetFunctionData, GetFunctionErrors, GetFunctionResponses, GetHealthData, GetHealthErrors, GetHealthResponses, GetJobData, GetJobErrors, GetJobResponses, GetJobStatusData, GetJobStatusErrors, GetJobStatusResponses, GetListingData, GetListingErrors, GetListingResponses, GetLivenessData, GetLivenessResponses, GetMetricsBesideMagicData, GetMetricsBesideMagicErrors, GetMetricsBesideMagicResponses, GetMetricsData, GetMetricsErrors, GetMetricsResponses, GetPseudoCodeData, GetPseudoCodeErrors, GetPseudoCodeResponses, GetQueueData, GetQueueErrors, GetQueueResponses, GetReadinessData, GetReadinessErrors, GetReadinessResponses, GetReportData, GetReportErrors, GetReportResponses, GetResultData, GetResultErrors, GetResultResponses, GetSecurityData, GetSecurityErrors, GetSecurityResponses, GetSurveyData, GetSurveyErrors, GetSurveyResponses, GetVersionData, GetVersionErrors, GetVersionResponses, GetWebhookData, GetWebhookErrors, GetWebhookResponses, IdentifyContentData, IdentifyContentErrors, IdentifyContentResponses, IdentifyPathData, IdentifyPathErrors, IdentifyPathResponses, InvalidateCacheData, InvalidateCacheErrors, InvalidateCacheResponses, ListAuditData, ListAuditErrors, ListAuditResponses, ListBatchesData, ListBatchesErrors, ListBatchesResponses, ListDeliveriesData, ListDeliveriesErrors, ListDeliveriesResponses, ListExportsData, ListExportsErrors, ListExportsResponses, ListFeaturesData, ListFeaturesErrors, ListFeaturesResponses, ListFunctionsData, ListFunctionsErrors, ListFunctionsResponses, ListImportsData, ListImportsErrors, ListImportsResponses, ListJobsData, ListJobsErrors, ListJobsResponses, ListKeysData, ListKeysErrors, ListKeysResponses, ListSectionsData, ListSectionsErrors, ListSectionsResponses, ListStringsData, ListStringsErrors, ListStringsResponses, ListWebhooksData, ListWebhooksErrors, ListWebhooksResponses, ListWorkersData, ListWorkersErrors, ListWorkersResponses, PingMagicData, PingMagicResponses, PrepareUploadData, PrepareUploadErrors, PrepareUploadResponses, ReplayDeliveryData, ReplayDeliveryErrors, ReplayDeliveryResponses, RevokeKeyData, RevokeKeyErrors, RevokeKeyResponses, RotateWebhookSecretData, RotateWebhookSecretErrors, RotateWebhookSecretResponses, SearchFactsData, SearchFactsErrors, SearchFactsResponses, SendUploadData, SendUploadErrors, SendUploadResponses, StreamBatchEventsData, StreamBatchEventsErrors, StreamBatchEventsResponse, StreamBatchEventsResponses, StreamJobEventsData, StreamJobEventsErrors, StreamJobEventsResponse, StreamJobEventsResponses, SubmitAnalysisData, SubmitAnalysisErrors, SubmitAnalysisResponses, TestWebhookData, TestWebhookErrors, TestWebhookResponses, ValidateKeyData, ValidateKeyErrors, ValidateKeyResponses, ValidateUploadData, ValidateUploadErrors, ValidateUploadResponses } from './types.gen';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: Record<string, unknown>;
};

/**
 * Analyse a binary
 *
 * Takes a PE, ELF or Mach-O binary and answers with what it is.
 *
 * A file of at most 10 MB is waited for (`wait_seconds`); a larger one, one that takes longer, or `Prefer: respond-async` is answered 202 with where to look.
 *
 * Cheapest form: the bytes as `application/octet-stream`, options and `filename` in the query.
 *
 * A file that was sent to a signed address: JSON `{"upload_id"}` with the options; content that this key has sent before: JSON `{"sha256"}`, answered from stored results only.
 *
 * The same content with the same options is answered from the stored result; simultaneous submissions share one run.
 */
export const submitAnalysis = <ThrowOnError extends boolean = false>(options: Options<SubmitAnalysisData, ThrowOnError>) => (options.client ?? client).post<SubmitAnalysisResponses, SubmitAnalysisErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete an analysis
 *
 * The job and what it found, at once; one that waits or runs is cancelled first. A result that other jobs share goes with the last of them.
 */
export const deleteAnalysis = <ThrowOnError extends boolean = false>(options: Options<DeleteAnalysisData, ThrowOnError>) => (options.client ?? client).delete<DeleteAnalysisResponses, DeleteAnalysisErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}',
    ...options
});

/**
 * Read a result
 *
 * In the detail that is asked for. 202 with the progress while it is not there.
 */
export const getResult = <ThrowOnError extends boolean = false>(options: Options<GetResultData, ThrowOnError>) => (options.client ?? client).get<GetResultResponses, GetResultErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}',
    ...options
});

/**
 * The bare document
 *
 * Without envelope, and never a partial one. Passed on as it is stored where the client takes gzip.
 */
export const getDocument = <ThrowOnError extends boolean = false>(options: Options<GetDocumentData, ThrowOnError>) => (options.client ?? client).get<GetDocumentResponses, GetDocumentErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/document',
    ...options
});

/**
 * The findings
 *
 * The most severe first; `metadata.risk_score` and `metadata.verdict` beside them, or `metadata.not_analysed` where nobody looked. Indicators and contributions: `?detail_level=security`.
 */
export const getSecurity = <ThrowOnError extends boolean = false>(options: Options<GetSecurityData, ThrowOnError>) => (options.client ?? client).get<GetSecurityResponses, GetSecurityErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/security',
    ...options
});

/**
 * The instructions of a function
 *
 * In the order of their addresses, from code that is kept with results of standard and comprehensive depth for x86, x86-64 and ARM64: no part of the document, and at most 16 MB of it, 64 MB at comprehensive depth; `metadata.truncated` of the summary names `listing` where that leaves functions out. Of other processors, at quick depth and for what is left out: NOT_FOUND, and the message says why. As text a line is address, instruction, and behind a semicolon what it names, strings in quotes as JSON has them. `metadata.function` says whose lines they are.
 */
export const getListing = <ThrowOnError extends boolean = false>(options: Options<GetListingData, ThrowOnError>) => (options.client ?? client).get<GetListingResponses, GetListingErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/functions/{ref}/listing',
    ...options
});

/**
 * The pseudo code of a function
 *
 * Line by line, where there is some (comprehensive depth, the functions that tell most). `metadata.function` says whose lines they are.
 */
export const getPseudoCode = <ThrowOnError extends boolean = false>(options: Options<GetPseudoCodeData, ThrowOnError>) => (options.client ?? client).get<GetPseudoCodeResponses, GetPseudoCodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/functions/{ref}/pseudo_code',
    ...options
});

/**
 * The functions
 *
 * Page by page, as the document has them or in the order asked for. Where none were read, `metadata.not_analysed` says why.
 */
export const listFunctions = <ThrowOnError extends boolean = false>(options: Options<ListFunctionsData, ThrowOnError>) => (options.client ?? client).get<ListFunctionsResponses, ListFunctionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/functions',
    ...options
});

/**
 * One function
 *
 * With its signature, measures, callers, callees, the strings it uses, and its pseudo code where there is some.
 */
export const getFunction = <ThrowOnError extends boolean = false>(options: Options<GetFunctionData, ThrowOnError>) => (options.client ?? client).get<GetFunctionResponses, GetFunctionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/functions/{address}',
    ...options
});

/**
 * The strings
 *
 * Page by page, as the document has them or in the order asked for. Where none were read, `metadata.not_analysed` says why.
 */
export const listStrings = <ThrowOnError extends boolean = false>(options: Options<ListStringsData, ThrowOnError>) => (options.client ?? client).get<ListStringsResponses, ListStringsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/strings',
    ...options
});

/**
 * The imports
 *
 * Page by page, as the document has them or in the order asked for. Where none were read, `metadata.not_analysed` says why.
 */
export const listImports = <ThrowOnError extends boolean = false>(options: Options<ListImportsData, ThrowOnError>) => (options.client ?? client).get<ListImportsResponses, ListImportsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/imports',
    ...options
});

/**
 * The exports
 *
 * Page by page, as the document has them or in the order asked for. Where none were read, `metadata.not_analysed` says why.
 */
export const listExports = <ThrowOnError extends boolean = false>(options: Options<ListExportsData, ThrowOnError>) => (options.client ?? client).get<ListExportsResponses, ListExportsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/exports',
    ...options
});

/**
 * The sections
 *
 * Page by page, as the document has them or in the order asked for. Where none were read, `metadata.not_analysed` says why.
 */
export const listSections = <ThrowOnError extends boolean = false>(options: Options<ListSectionsData, ThrowOnError>) => (options.client ?? client).get<ListSectionsResponses, ListSectionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/sections',
    ...options
});

/**
 * The result as facts in lines, within a budget of tokens
 *
 * Facts in one order, the most telling first and of every kind some: a smaller page is the beginning of a larger one, and pages joined have every fact once. What does not fit is behind `next`; the last lines say what is shown of how much. HTML without `max_tokens`, `cursor`, `tokenizer`, `focus` or `kinds` is a page to look at: one file without a script, also of why there is no result. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const getReport = <ThrowOnError extends boolean = false>(options: Options<GetReportData, ThrowOnError>) => (options.client ?? client).get<GetReportResponses, GetReportErrors, ThrowOnError>({
    querySerializer: { parameters: { focus: { array: { explode: false } }, kinds: { array: { explode: false } } } },
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/report',
    ...options
});

/**
 * The most telling facts, in few tokens
 *
 * Facts in one order, the most telling first and of every kind some: a smaller page is the beginning of a larger one, and pages joined have every fact once. What does not fit is behind `next`; the last lines say what is shown of how much. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const getSurvey = <ThrowOnError extends boolean = false>(options: Options<GetSurveyData, ThrowOnError>) => (options.client ?? client).get<GetSurveyResponses, GetSurveyErrors, ThrowOnError>({
    querySerializer: { parameters: { focus: { array: { explode: false } }, kinds: { array: { explode: false } } } },
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/survey',
    ...options
});

/**
 * Facts that fit a query
 *
 * In short lines, the most telling first; where it is asked what has to do with what, functions first. Stubs and thunks do not count as functions that use an import. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const searchFacts = <ThrowOnError extends boolean = false>(options: Options<SearchFactsData, ThrowOnError>) => (options.client ?? client).get<SearchFactsResponses, SearchFactsErrors, ThrowOnError>({
    querySerializer: { parameters: { kinds: { array: { explode: false } } } },
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/search',
    ...options
});

/**
 * Shortest chains of calls to a function or an import
 *
 * One a line, `main > parse > connect at 0x401000`: the shortest by each last caller, then by those who call that one, then from other starts. Calls through pointers are not known: where no chain is, the last lines say why. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const findPaths = <ThrowOnError extends boolean = false>(options: Options<FindPathsData, ThrowOnError>) => (options.client ?? client).get<FindPathsResponses, FindPathsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/paths',
    ...options
});

/**
 * One thing of a result, whole
 *
 * Line by line, the most telling first; what does not fit is behind `next`. A function: measures, names that something speaks for, a way from the start, findings, who calls it and what it calls and uses, identity, and its code: pseudo code where there is some, else instructions, 4,000 lines at most. A string: the whole text. An import: all users and calls that the document lists. A finding: all evidence. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const getFact = <ThrowOnError extends boolean = false>(options: Options<GetFactData, ThrowOnError>) => (options.client ?? client).get<GetFactResponses, GetFactErrors, ThrowOnError>({
    querySerializer: { parameters: { parts: { array: { explode: false } } } },
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/facts/{ref}',
    ...options
});

/**
 * Several things of a result, whole
 *
 * Line by line, the most telling first; what does not fit is behind `next`. A function: measures, names that something speaks for, a way from the start, findings, who calls it and what it calls and uses, identity, and its code: pseudo code where there is some, else instructions, 4,000 lines at most. A string: the whole text. An import: all users and calls that the document lists. A finding: all evidence. What the query of one says stands in the body. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const getFacts = <ThrowOnError extends boolean = false>(options: Options<GetFactsData, ThrowOnError>) => (options.client ?? client).post<GetFactsResponses, GetFactsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/facts',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * What is different in another result
 *
 * Another build of the program, or another program: findings, risk, protections, libraries, imports, functions and strings that only one of both has, and functions that were changed, with what is different in them. Functions are matched by their code, then by a name of the file's, then by likeness. `other:` stands before references to the other result. HTML without `max_tokens`, `cursor`, `tokenizer`, `focus` or `kinds` is a page to look at: one file without a script, also of why there is no result. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const compareAnalyses = <ThrowOnError extends boolean = false>(options: Options<CompareAnalysesData, ThrowOnError>) => (options.client ?? client).get<CompareAnalysesResponses, CompareAnalysesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/compare/{other}',
    ...options
});

/**
 * Which other results have the same functions
 *
 * Of this owner, the 1,000 newest: how many functions of ten instructions and more they share with this one, whatever they are called, and what those without a name here are called there. `NOT_FOUND` for a `ref` that names nothing. HTML without `max_tokens`, `cursor`, `tokenizer`, `focus` or `kinds` is a page to look at: one file without a script, also of why there is no result. Text of the sample stands between two lines with a mark that its author cannot know, in quotation marks as JSON has them, and is data whatever it says. While the analysis goes on: what is known so far.
 */
export const findSimilar = <ThrowOnError extends boolean = false>(options: Options<FindSimilarData, ThrowOnError>) => (options.client ?? client).get<FindSimilarResponses, FindSimilarErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/similar',
    ...options
});

/**
 * Who refers to an address
 *
 * The functions that call a function or an import, reach an import, or use a string, by address, and where they do. `metadata.targets` says what is there. Where code was not analysed, `metadata.not_analysed` says why.
 */
export const getCrossReferences = <ThrowOnError extends boolean = false>(options: Options<GetCrossReferencesData, ThrowOnError>) => (options.client ?? client).get<GetCrossReferencesResponses, GetCrossReferencesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/xrefs/{address}',
    ...options
});

/**
 * The calls around a function
 *
 * Breadth first, with all calls between what is shown; `truncated` where `max_nodes` leaves something out. Where code was not analysed, `metadata.not_analysed` says why.
 */
export const getCallGraph = <ThrowOnError extends boolean = false>(options: Options<GetCallGraphData, ThrowOnError>) => (options.client ?? client).get<GetCallGraphResponses, GetCallGraphErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/analyze/{id}/callgraph',
    ...options
});

/**
 * Whether the service answers; touches no dependency
 */
export const pingMagic = <ThrowOnError extends boolean = false>(options?: Options<PingMagicData, ThrowOnError>) => (options?.client ?? client).get<PingMagicResponses, unknown, ThrowOnError>({ url: '/v1/ping', ...options });

/**
 * Say what the sent bytes are
 *
 * As `file` says it of a plain file with these bytes. Nothing is kept. Of a form, as `curl -F file=@a.bin` sends it, the part `file` is identified; a form that is to be identified itself is sent as `application/octet-stream`.
 */
export const identifyContent = <ThrowOnError extends boolean = false>(options: Options<IdentifyContentData, ThrowOnError>) => (options.client ?? client).post<IdentifyContentResponses, IdentifyContentErrors, ThrowOnError>({
    bodySerializer: null,
    security: [{ scheme: 'basic', type: 'http' }, { scheme: 'bearer', type: 'http' }],
    url: '/v1/magic/content',
    ...options,
    headers: {
        'Content-Type': 'application/octet-stream',
        ...options.headers
    }
});

/**
 * Say what a file of the exposed directory is
 *
 * As `file` says it of that file: mode prefixes such as `setuid` and empty files included.
 */
export const identifyPath = <ThrowOnError extends boolean = false>(options: Options<IdentifyPathData, ThrowOnError>) => (options.client ?? client).post<IdentifyPathResponses, IdentifyPathErrors, ThrowOnError>({
    security: [{ scheme: 'basic', type: 'http' }, { scheme: 'bearer', type: 'http' }],
    url: '/v1/magic/path',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * The caller's batches, newest first
 *
 * Kept for 30 days, the newest 200 of a key (`batch.max_per_key`).
 */
export const listBatches = <ThrowOnError extends boolean = false>(options?: Options<ListBatchesData, ThrowOnError>) => (options?.client ?? client).get<ListBatchesResponses, ListBatchesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/batches',
    ...options
});

/**
 * Analyse several binaries, or archives of them
 *
 * Takes several files in one request, or archives of them; each file is a job of its own, with the options of the request.
 *
 * Answered when all of it has been looked at, or after 30 seconds with `state` `receiving`. `entries` says of each file which job it is, or why it was refused and what to do.
 *
 * Every job counts as a submission, ten files that are refused as a read. Archives in archives, links and devices are refused; names are labels and lead nowhere.
 */
export const createBatch = <ThrowOnError extends boolean = false>(options: Options<CreateBatchData, ThrowOnError>) => (options.client ?? client).post<CreateBatchResponses, CreateBatchErrors, ThrowOnError>({
    ...formDataBodySerializer,
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/batches',
    ...options,
    headers: {
        'Content-Type': null,
        ...options.headers
    }
});

/**
 * Cancel what has not ended of a batch
 */
export const cancelBatch = <ThrowOnError extends boolean = false>(options: Options<CancelBatchData, ThrowOnError>) => (options.client ?? client).delete<CancelBatchResponses, CancelBatchErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/batches/{id}',
    ...options
});

/**
 * A batch and what became of its files
 */
export const getBatch = <ThrowOnError extends boolean = false>(options: Options<GetBatchData, ThrowOnError>) => (options.client ?? client).get<GetBatchResponses, GetBatchErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/batches/{id}',
    ...options
});

/**
 * Follow a batch as it happens
 *
 * Server-sent events: `entry` for each entry as it is and whenever its state changes, `progress` with how many are in each state, and `completed`, which ends the stream. Who comes back is told how it stands, unless it has the end.
 */
export const streamBatchEvents = <ThrowOnError extends boolean = false>(options: Options<StreamBatchEventsData, ThrowOnError, StreamBatchEventsResponse>) => (options.client ?? client).sse.get<StreamBatchEventsResponses, StreamBatchEventsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/batches/{id}/events',
    ...options
});

/**
 * A batch as a table, the highest risk on top
 *
 * And what was not analysed, why, and what to do about it. Names of files are quotations.
 */
export const getBatchReport = <ThrowOnError extends boolean = false>(options: Options<GetBatchReportData, ThrowOnError>) => (options.client ?? client).get<GetBatchReportResponses, GetBatchReportErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/batches/{id}/report',
    ...options
});

/**
 * The caller's jobs, newest first
 *
 * Records are kept for 7 days after the end. `verdict`, `min_risk` and `sha256` look among the newest 50,000.
 */
export const listJobs = <ThrowOnError extends boolean = false>(options?: Options<ListJobsData, ThrowOnError>) => (options?.client ?? client).get<ListJobsResponses, ListJobsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/jobs',
    ...options
});

/**
 * Cancel a job
 *
 * A waiting job is removed at once; the engine of a running one is stopped and its files are gone within 2 seconds, unless other jobs wait for the same content.
 */
export const cancelJob = <ThrowOnError extends boolean = false>(options: Options<CancelJobData, ThrowOnError>) => (options.client ?? client).delete<CancelJobResponses, CancelJobErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/jobs/{id}',
    ...options
});

/**
 * Everything about a job
 */
export const getJob = <ThrowOnError extends boolean = false>(options: Options<GetJobData, ThrowOnError>) => (options.client ?? client).get<GetJobResponses, GetJobErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/jobs/{id}',
    ...options
});

/**
 * How far a job is
 *
 * Small and cheap: made to be asked again and again.
 */
export const getJobStatus = <ThrowOnError extends boolean = false>(options: Options<GetJobStatusData, ThrowOnError>) => (options.client ?? client).get<GetJobStatusResponses, GetJobStatusErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/jobs/{id}/status',
    ...options
});

/**
 * Follow a job as it happens
 *
 * Server-sent events `status`, `stage` and `progress`, then exactly one of `completed`, `failed`, `cancelled`, which ends the stream.
 *
 * Ids count 1, 2, 3, …; a client that comes back with `Last-Event-ID` gets what it has missed, up to an hour after the end, and the end itself for as long as there is a record. A comment comes every 15 seconds.
 */
export const streamJobEvents = <ThrowOnError extends boolean = false>(options: Options<StreamJobEventsData, ThrowOnError, StreamJobEventsResponse>) => (options.client ?? client).sse.get<StreamJobEventsResponses, StreamJobEventsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/jobs/{id}/events',
    ...options
});

/**
 * Announce a file
 *
 * Gives an address to which the file can be sent, within 15 minutes, without a key: a path of this service, which takes one file, or the absolute address of a bucket, whose signature covers the announced size, digest and headers. Send it with exactly these headers. Then: `POST /api/v1/analyze` with `{"upload_id"}`.
 */
export const prepareUpload = <ThrowOnError extends boolean = false>(options: Options<PrepareUploadData, ThrowOnError>) => (options.client ?? client).post<PrepareUploadResponses, PrepareUploadErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/upload',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Send an announced file
 *
 * The bytes as they are. What is not as announced is refused, and nothing of it is kept.
 */
export const sendUpload = <ThrowOnError extends boolean = false>(options: Options<SendUploadData, ThrowOnError>) => (options.client ?? client).put<SendUploadResponses, SendUploadErrors, ThrowOnError>({
    bodySerializer: null,
    url: '/api/v1/upload/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/octet-stream',
        ...options.headers
    }
});

/**
 * Look at a file that was sent
 *
 * Whether it can be analysed, and why not. What was sent to a bucket is taken in by this, or by its submission; one that is not as announced is refused then, and deleted.
 */
export const validateUpload = <ThrowOnError extends boolean = false>(options: Options<ValidateUploadData, ThrowOnError>) => (options.client ?? client).post<ValidateUploadResponses, ValidateUploadErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/upload/validate',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Whose key this is, and what is left of its quota
 */
export const validateKey = <ThrowOnError extends boolean = false>(options?: Options<ValidateKeyData, ThrowOnError>) => (options?.client ?? client).get<ValidateKeyResponses, ValidateKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/auth/validate',
    ...options
});

/**
 * Every key, newest first
 *
 * Revoked and expired ones too; never the key itself.
 */
export const listKeys = <ThrowOnError extends boolean = false>(options?: Options<ListKeysData, ThrowOnError>) => (options?.client ?? client).get<ListKeysResponses, ListKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/auth/keys',
    ...options
});

/**
 * Make a key
 *
 * The answer shows the key, this once: only a salted digest of it is stored.
 */
export const createKey = <ThrowOnError extends boolean = false>(options: Options<CreateKeyData, ThrowOnError>) => (options.client ?? client).post<CreateKeyResponses, CreateKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/auth/keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke a key
 *
 * From the answer on it opens nothing, in any process. A key that is revoked already stays so.
 */
export const revokeKey = <ThrowOnError extends boolean = false>(options: Options<RevokeKeyData, ThrowOnError>) => (options.client ?? client).delete<RevokeKeyResponses, RevokeKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/auth/keys/{id}',
    ...options
});

/**
 * Who did what to which resource, newest first
 *
 * Kept for 90 days.
 */
export const listAudit = <ThrowOnError extends boolean = false>(options?: Options<ListAuditData, ThrowOnError>) => (options?.client ?? client).get<ListAuditResponses, ListAuditErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/admin/audit',
    ...options
});

/**
 * The stored results
 *
 * Needs a key of the role admin.
 */
export const getCacheStatistics = <ThrowOnError extends boolean = false>(options?: Options<GetCacheStatisticsData, ThrowOnError>) => (options?.client ?? client).get<GetCacheStatisticsResponses, GetCacheStatisticsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/admin/cache',
    ...options
});

/**
 * Remove stored results
 *
 * By exactly one of `pattern`, `tag` and `engine_version`. Needs a key of the role admin.
 */
export const invalidateCache = <ThrowOnError extends boolean = false>(options: Options<InvalidateCacheData, ThrowOnError>) => (options.client ?? client).post<InvalidateCacheResponses, InvalidateCacheErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/admin/cache/invalidate',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * State of the queue, and whether more workers are wanted
 */
export const getQueue = <ThrowOnError extends boolean = false>(options?: Options<GetQueueData, ThrowOnError>) => (options?.client ?? client).get<GetQueueResponses, GetQueueErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/admin/queue',
    ...options
});

/**
 * The workers that are there
 *
 * One that is silent for three heartbeats is gone.
 */
export const listWorkers = <ThrowOnError extends boolean = false>(options?: Options<ListWorkersData, ThrowOnError>) => (options?.client ?? client).get<ListWorkersResponses, ListWorkersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/admin/workers',
    ...options
});

/**
 * What is switched on and off
 *
 * The feature flags of the api that answers, as it was started.
 */
export const listFeatures = <ThrowOnError extends boolean = false>(options?: Options<ListFeaturesData, ThrowOnError>) => (options?.client ?? client).get<ListFeaturesResponses, ListFeaturesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/admin/features',
    ...options
});

/**
 * What can be analysed, how, and within which limits
 */
export const getFormats = <ThrowOnError extends boolean = false>(options?: Options<GetFormatsData, ThrowOnError>) => (options?.client ?? client).get<GetFormatsResponses, GetFormatsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/formats',
    ...options
});

/**
 * Versions of the service and of what it works with
 */
export const getVersion = <ThrowOnError extends boolean = false>(options?: Options<GetVersionData, ThrowOnError>) => (options?.client ?? client).get<GetVersionResponses, GetVersionErrors, ThrowOnError>({ url: '/api/v1/version', ...options });

/**
 * The caller's webhooks, oldest first
 */
export const listWebhooks = <ThrowOnError extends boolean = false>(options?: Options<ListWebhooksData, ThrowOnError>) => (options?.client ?? client).get<ListWebhooksResponses, ListWebhooksErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks',
    ...options
});

/**
 * Have a receiver told when jobs of this key end
 *
 * Each message is sent by POST and signed as [Standard Webhooks](https://www.standardwebhooks.com) say, at least once: again after 5 seconds, 5 and 30 minutes, 2, 5, 10 and 10 hours until the receiver answers 2xx. Redirects are not followed. The answer shows the secret, this once.
 */
export const createWebhook = <ThrowOnError extends boolean = false>(options: Options<CreateWebhookData, ThrowOnError>) => (options.client ?? client).post<CreateWebhookResponses, CreateWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a webhook with its deliveries
 *
 * What waits to be sent to it is not sent any more.
 */
export const deleteWebhook = <ThrowOnError extends boolean = false>(options: Options<DeleteWebhookData, ThrowOnError>) => (options.client ?? client).delete<DeleteWebhookResponses, DeleteWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}',
    ...options
});

/**
 * A webhook
 */
export const getWebhook = <ThrowOnError extends boolean = false>(options: Options<GetWebhookData, ThrowOnError>) => (options.client ?? client).get<GetWebhookResponses, GetWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}',
    ...options
});

/**
 * Change, disable or enable a webhook
 *
 * What is absent stays as it is.
 */
export const changeWebhook = <ThrowOnError extends boolean = false>(options: Options<ChangeWebhookData, ThrowOnError>) => (options.client ?? client).patch<ChangeWebhookResponses, ChangeWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Give a webhook a new secret
 *
 * For a day messages carry a signature by the one before as well, so that receivers have time to change.
 */
export const rotateWebhookSecret = <ThrowOnError extends boolean = false>(options: Options<RotateWebhookSecretData, ThrowOnError>) => (options.client ?? client).post<RotateWebhookSecretResponses, RotateWebhookSecretErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}/secret',
    ...options
});

/**
 * Send a message of the type `webhook.test`
 *
 * To see whether it arrives.
 */
export const testWebhook = <ThrowOnError extends boolean = false>(options: Options<TestWebhookData, ThrowOnError>) => (options.client ?? client).post<TestWebhookResponses, TestWebhookErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}/test',
    ...options
});

/**
 * What was sent to a webhook, newest first
 *
 * The last 1,000 deliveries, for seven days.
 */
export const listDeliveries = <ThrowOnError extends boolean = false>(options: Options<ListDeliveriesData, ThrowOnError>) => (options.client ?? client).get<ListDeliveriesResponses, ListDeliveriesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}/deliveries',
    ...options
});

/**
 * A delivery with its attempts
 */
export const getDelivery = <ThrowOnError extends boolean = false>(options: Options<GetDeliveryData, ThrowOnError>) => (options.client ?? client).get<GetDeliveryResponses, GetDeliveryErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}/deliveries/{delivery}',
    ...options
});

/**
 * Send a delivery again
 *
 * With the same id and payload, from the first attempt on, whatever became of it.
 */
export const replayDelivery = <ThrowOnError extends boolean = false>(options: Options<ReplayDeliveryData, ThrowOnError>) => (options.client ?? client).post<ReplayDeliveryResponses, ReplayDeliveryErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/webhooks/{id}/deliveries/{delivery}/replay',
    ...options
});

/**
 * State of the service and of each thing that it needs
 */
export const getHealth = <ThrowOnError extends boolean = false>(options?: Options<GetHealthData, ThrowOnError>) => (options?.client ?? client).get<GetHealthResponses, GetHealthErrors, ThrowOnError>({ url: '/api/v1/health', ...options });

/**
 * Whether the process answers; touches no dependency
 */
export const getLiveness = <ThrowOnError extends boolean = false>(options?: Options<GetLivenessData, ThrowOnError>) => (options?.client ?? client).get<GetLivenessResponses, unknown, ThrowOnError>({ url: '/api/v1/health/live', ...options });

/**
 * Whether requests should be sent here
 */
export const getReadiness = <ThrowOnError extends boolean = false>(options?: Options<GetReadinessData, ThrowOnError>) => (options?.client ?? client).get<GetReadinessResponses, GetReadinessErrors, ThrowOnError>({ url: '/api/v1/health/ready', ...options });

/**
 * Figures for the monitoring
 *
 * In the text format of Prometheus, without an envelope. Of this process alone: ask each api and worker.
 */
export const getMetrics = <ThrowOnError extends boolean = false>(options?: Options<GetMetricsData, ThrowOnError>) => (options?.client ?? client).get<GetMetricsResponses, GetMetricsErrors, ThrowOnError>({ url: '/metrics', ...options });

/**
 * Figures for the monitoring
 *
 * In the text format of Prometheus, without an envelope. Of this process alone: ask each api and worker.
 */
export const getMetricsBesideMagic = <ThrowOnError extends boolean = false>(options?: Options<GetMetricsBesideMagicData, ThrowOnError>) => (options?.client ?? client).get<GetMetricsBesideMagicResponses, GetMetricsBesideMagicErrors, ThrowOnError>({ url: '/v1/metrics', ...options });
