import type { DocumentHead } from '#domain/document/analysis-document';

/** The names by which results are removed together, such as `engine:r2-6.1.8/recipes-9` and `format:elf`. */
export function resultTags({ metadata }: DocumentHead): readonly string[] {
  return [
    engineTag(metadata.engine_version),
    `rules:${metadata.rules_version}`,
    `format:${metadata.file.format}`,
    `depth:${metadata.analysis_config.analysis_depth}`,
    `sha256:${metadata.file.sha256}`,
  ];
}

export function engineTag(engineVersion: string): string {
  return `engine:${engineVersion}`;
}

/** Whether the whole of `text` fits `pattern`, in which `*` stands for any text and `?` for one character. */
export function fitsPattern(pattern: string, text: string): boolean {
  let [at, from, star, resume] = [0, 0, -1, 0];
  while (from < text.length) {
    if (pattern[at] === '*') {
      star = at;
      resume = from;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[from])) {
      at += 1;
      from += 1;
    } else if (star !== -1) {
      // The last star takes one character more; what earlier ones took never has to change.
      at = star + 1;
      resume += 1;
      from = resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
