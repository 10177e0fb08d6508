import type { AnalysisEngine, EngineReport } from '#application/ports/analysis-engine.port';
import { AppConfig } from '#config/app-config';
import type { AnalysisDepth } from '#domain/analysis/analysis-depth';
import type { StringEncoding } from '#domain/analysis/analysis-document';
import { HeaderAnalysisEngine } from '#infrastructure/headers/header-analysis-engine';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { headerOf, withFile } from '#test/builders/file-source';

/** Both engines, as a service has them. */
export class TextEngines {
  private readonly engines: Readonly<Record<'radare2' | 'fallback', AnalysisEngine>>;

  constructor() {
    const config = new AppConfig();
    const host = new HostEnvironment(process.env['PATH'] ?? '');
    this.engines = {
      radare2: new Radare2AnalysisEngine(new Radare2Launcher(config, host, new Sandbox(config, host))),
      fallback: new HeaderAnalysisEngine(),
    };
  }

  async analyse(engine: 'radare2' | 'fallback', path: string, depth: AnalysisDepth = 'quick'): Promise<EngineReport> {
    const [size, header] = await withFile(path, async (source) => [source.size, await headerOf(source)] as const);
    const task = { samplePath: path, size, header, depth, focusAreas: [], timeoutMs: 120_000 };
    return this.engines[engine].analyse(task, () => undefined, new AbortController().signal);
  }
}

/** The bytes of a text, without a terminator. */
export function encoded(text: string, encoding: StringEncoding): Buffer {
  if (encoding === 'utf-32le') {
    const characters = Array.from(text);
    const bytes = Buffer.alloc(characters.length * 4);
    characters.forEach((character, index) => bytes.writeUInt32LE(character.codePointAt(0) ?? 0, index * 4));
    return bytes;
  }
  return Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : encoding === 'ascii' ? 'latin1' : 'utf8');
}
