import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineTask } from '#application/ports/analysis-engine.port';
import type { AnalysisSettings } from '#config/settings/analysis';
import type { ByteSource } from '#domain/bytes/byte-source';
import type { FunctionInfo, FunctionNames } from '#domain/document/functions';
import type { Kept } from '#domain/document/kept';
import type { CodeReader, StageReport } from '#domain/document/stages';
import type { ExtractedString } from '#domain/document/strings';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { callsLeadInside, unitedFunctions } from '#domain/functions/function-list';
import { functionNames } from '#domain/functions/function-names';
import type { NamedFunctions } from '#domain/functions/named-functions';
import { namedFunctions } from '#domain/functions/named-functions';
import { includes } from '#domain/jobs/analysis-options';
import { address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { Deadline } from '#infrastructure/clock/deadline';
import type { CodeListing } from '#infrastructure/readers/list-code';
import { listFunctions, NOTHING_LISTED } from '#infrastructure/readers/list-functions';
import type { KnownFunctions } from '#infrastructure/readers/own-reading';
import type { OwnCode } from '#infrastructure/readers/read-own-code';
import { codeReadByUs, readsCodeOf } from '#infrastructure/readers/read-own-code';
import { foundByUs, relateOwnCode } from '#infrastructure/readers/relate-own-code';
import type { OwnStrings } from '#infrastructure/readers/slice-own-strings';
import { sliceOwnStrings } from '#infrastructure/readers/slice-own-strings';
import type { CodeFindings } from './analyse-code';
import { analyseCode, notEmptied } from './analyse-code';
import { deepened } from './deepened-code';
import { isEngineFailure, Radare2Deadline } from './radare2.errors';
import type { Radare2Answers } from './radare2-answers';
import type { Radare2Sessions } from './radare2-sessions';
import type { RelationFindings } from './read-relations';
import { readRelations } from './read-relations';
import type { Structure } from './read-structure';
import { recipeFor } from './recipes';
import type { ShareListener } from './share-listener';
import { within } from './share-listener';

const IL_ONLY =
  'The code is IL of .NET, which is not analysed as machine code: methods are named by the metadata alone.';
/** Where the analysis of code ends and relations begin, as a share of the stage's time. */
const ANALYSIS_END = 0.8;
const NOT_ANALYSED: Omit<CodeFindings, 'status'> = { found: [], byPrelude: new Set() };

/** Who reads code at standard depth. */
export type CodeReaderChoice = AnalysisSettings['codeReader'];

/** What the file says of itself. */
export interface FileReading extends KnownFunctions {
  readonly file: OpenedExecutable;
  readonly structure: Structure;
  /** All of its code is IL of .NET. */
  readonly isIlOnly: boolean;
}

/** What the code has shown. */
export interface CodeReading {
  readonly stage: StageReport;
  /** Before they are related. */
  readonly functions: Kept<FunctionInfo>;
  /** As the code tells them apart, before they are related. */
  readonly strings: Kept<ExtractedString>;
  readonly related: RelationFindings;
  /** Absent where functions were not asked for. */
  readonly names?: FunctionNames;
  /** What the functions' instructions are listed from. */
  readonly listing: CodeListing;
  /** Who can be asked more; absent where nobody is left. */
  readonly answers?: Radare2Answers;
}

interface AnalysedCode extends CodeFindings {
  readonly reader?: CodeReader;
  /** Where we have read it. */
  readonly own?: OwnCode;
  /** By whom; absent where nobody is left to ask. */
  readonly answers?: Radare2Answers;
}

export interface CodeStageOrder {
  readonly task: EngineTask;
  /** Of what radare2 analyses. */
  readonly header: ExecutableHeader;
  readonly source: ByteSource;
  readonly signal: AbortSignal;
  readonly sessions: Radare2Sessions;
  readonly deadline: Deadline;
  readonly codeReader: CodeReaderChoice;
  readonly onShare: ShareListener;
}

/** S2: functions, and what they have to do with one another. */
export class CodeStage {
  private readonly task: EngineTask;
  private readonly header: ExecutableHeader;
  private readonly source: ByteSource;
  private readonly signal: AbortSignal;
  private readonly sessions: Radare2Sessions;
  private readonly deadline: Deadline;
  private readonly codeReader: CodeReaderChoice;
  private readonly onShare: ShareListener;

  constructor(private readonly order: CodeStageOrder) {
    ({
      task: this.task,
      header: this.header,
      source: this.source,
      signal: this.signal,
      sessions: this.sessions,
      deadline: this.deadline,
      codeReader: this.codeReader,
      onShare: this.onShare,
    } = order);
  }

  /** The functions that the file itself tells of. */
  async known({ structure, starts, named }: FileReading): Promise<NamedFunctions> {
    return named ?? (await namedFunctions(this.header.format, structure, starts, nextTurn));
  }

  async read(reading: FileReading, known: NamedFunctions): Promise<CodeReading> {
    const { structure, starts, isIlOnly } = reading;
    const started = performance.now();
    const wanted = includes(this.task, 'functions');
    const code = wanted
      ? isIlOnly
        ? skipped(IL_ONLY)
        : notEmptied(await this.analyse(reading, known), known)
      : skipped('Functions were not asked for.');
    const isEntered = callsLeadInside(this.header.architecture);
    const functions = wanted ? unitedFunctions(known, code.found, code.byPrelude, isEntered) : { items: [], total: 0 };
    const { language } = structure.findings.file;
    const strings = sliceOwnStrings(code.own, { header: this.header, language, strings: structure.strings });
    const related = await this.relate(structure, functions.items, code, strings);
    const reason = [code.reason, related.reason, starts.fault].filter((each) => each !== undefined).join(' ');
    const listing = code.reader && (await listFunctions({ ...this.order, ...reading, ...related, own: code.own }));
    const stage: StageReport = {
      name: 'code',
      status: code.status === 'ok' ? related.status : code.status,
      elapsed_ms: Math.round(performance.now() - started),
      ...(code.reader !== undefined && { reader: code.reader }),
      ...(reason !== '' && { reason }),
    };
    const facts = { stripped: structure.findings.file.stripped, exports: structure.named.exports };
    const names = wanted ? functionNames(related.functions, known, facts) : undefined;
    this.onShare(1);
    return {
      ...{ stage, functions, strings: strings.strings, related, listing: listing ?? NOTHING_LISTED },
      ...(names !== undefined && { names }),
      ...(code.answers !== undefined && { answers: code.answers }),
    };
  }

  /** What was found is kept when it fails. */
  private async relate(
    structure: Structure,
    functions: readonly FunctionInfo[],
    { answers, found, own }: AnalysedCode,
    { strings: { items: strings }, uses }: OwnStrings,
  ): Promise<RelationFindings> {
    const unrelated = { functions, strings, imports: structure.slots.imports, truncated: [] };
    if (answers === undefined && own === undefined) return { ...unrelated, status: 'ok' };
    const { sections, segments } = structure.findings;
    const request = {
      functions,
      found,
      imports: structure.slots,
      segments,
      strings: includes(this.task, 'strings') ? strings : undefined,
      readsAreCalls: this.header.format === 'pe',
    };
    if (own !== undefined) return { ...(await relateOwnCode(own, { ...request, sections, uses })), status: 'ok' };
    if (answers === undefined) return { ...unrelated, status: 'ok' };
    const { architecture } = this.header;
    const listener = { onShare: within(this.onShare, ANALYSIS_END, 1), whenAsked: this.closeSessions };
    try {
      return await readRelations(answers, request, { source: this.source, architecture, sections }, listener);
    } catch (error) {
      this.signal.throwIfAborted();
      if (!isEngineFailure(error)) throw error;
      return { ...unrelated, status: 'partial', reason: sentence(error) };
    }
  }

  /** Nothing more is asked of radare2: its end, and the memory that it gives back, need not be waited for. */
  private readonly closeSessions = (): void => {
    if (this.task.depth !== 'comprehensive') void this.sessions.close();
  };

  private async analyse(reading: FileReading, known: NamedFunctions): Promise<AnalysedCode> {
    const { depth } = this.task;
    if (this.codeReader === 'radare2' || depth === 'quick' || !readsCodeOf(this.header)) {
      return this.analyseByRadare2(reading);
    }
    const { file, starts, structure } = reading;
    // The rest is for relating what was found.
    const deadline = this.deadline.before(this.deadline.remainingMs * (1 - ANALYSIS_END));
    const order = { file, header: this.header, starts, named: known, slots: structure.slots, deadline };
    const own = await codeReadByUs(order);
    const ours = 'code' in own ? ofOurs(own.code) : undefined;
    if (ours !== undefined && depth === 'standard') {
      this.onShare(ANALYSIS_END);
      return ours;
    }
    const code = await this.analyseByRadare2(reading);
    if (ours !== undefined) return { ...code, ...ours, ...deepened(ours, code) };
    const reason = ['reason' in own ? own.reason : undefined, code.reason]
      .filter((each) => each !== undefined)
      .join(' ');
    return { ...code, reason };
  }

  private async analyseByRadare2({ structure, starts: { starts, reached } }: FileReading): Promise<AnalysedCode> {
    const recipe = recipeFor(this.task.depth, this.header.architecture);
    if (recipe === undefined) return skipped('The quick depth does not analyse code.');
    // Told what the code calls, radare2 takes functions that return for ones that do not; it finds most of them by itself.
    const led = reached.filter(({ by }) => by !== 'call');
    const seeds = [...starts, ...led].sort((a, b) => byAddress(a.address, b.address));
    try {
      const answers = await this.sessions.codeReader(structure.largestAnswer);
      const code = await analyseCode(answers, recipe, seeds, within(this.onShare, 0, ANALYSIS_END));
      return { ...code, reader: 'radare2', answers };
    } catch (error) {
      this.signal.throwIfAborted();
      if (!isEngineFailure(error)) throw error;
      const status = error instanceof Radare2Deadline ? 'timeout' : 'failed';
      return { ...NOT_ANALYSED, status, reason: sentence(error) };
    }
  }
}

function ofOurs(own: OwnCode): AnalysedCode {
  const found = foundByUs(own);
  const byPrelude = new Set([...own.guessed].map((place) => address(own.address + BigInt(place))));
  const status = own.unread === undefined ? 'ok' : 'partial';
  const reason = own.unread && 'The time was over before all code was read.';
  return { found, byPrelude, status, reader: 'bin2nlp', own, ...(reason !== undefined && { reason }) };
}

function skipped(reason: string): AnalysedCode {
  return { ...NOT_ANALYSED, status: 'skipped', reason };
}

function sentence(error: Error): string {
  return `${error.message}.`;
}
