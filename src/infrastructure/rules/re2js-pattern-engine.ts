import { Injectable } from '@nestjs/common';
import { RE2JS, RE2JSException } from 're2js';

import type { Compilation } from '#domain/patterns/pattern-engine';
import { PatternEngine } from '#domain/patterns/pattern-engine';

/** RE2 in JavaScript: automata only, so neither pattern nor text can make it slow beyond their product. */
@Injectable()
export class Re2jsPatternEngine extends PatternEngine {
  override compile(source: string): Compilation {
    try {
      const compiled = RE2JS.compile(source);
      return {
        pattern: { source, size: compiled.programSize(), test: (text) => compiled.test(text) },
      };
    } catch (error) {
      if (error instanceof RE2JSException) return { fault: error.message.replace(/^error parsing regexp: /, '') };
      throw error;
    }
  }
}
