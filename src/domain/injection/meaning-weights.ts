import type { Concept } from './concept';
import { CONCEPTS } from './concept';

/** What concepts weigh, each alone and two that stand near to each other. */
export class MeaningWeights {
  private readonly single = new Float64Array(CONCEPTS.length);
  private readonly paired = new Float64Array(CONCEPTS.length * CONCEPTS.length);

  /** @param alone `concept weight, concept weight` @param together the same by the concept that they stand near to */
  constructor(alone: string, together: Readonly<Record<string, string>>) {
    for (const [concept, weight] of entriesOf(alone)) this.single[placeOf(concept)] = weight;
    for (const [concept, list] of Object.entries(together)) {
      for (const [other, weight] of entriesOf(list)) {
        this.paired[placeOf(concept) * CONCEPTS.length + placeOf(other)] = weight;
      }
    }
  }

  /** Of a set of concepts. @param least that each weight counts as */
  sum(mask: number, least: number): number {
    let sum = 0;
    for (let bit = 0; bit < CONCEPTS.length; bit++) {
      if ((mask & (1 << bit)) === 0) continue;
      sum += Math.max(this.single[bit] ?? 0, least);
      for (let other = bit + 1; other < CONCEPTS.length; other++) {
        if ((mask & (1 << other)) === 0) continue;
        sum += Math.max(this.paired[bit * CONCEPTS.length + other] ?? 0, least);
      }
    }
    return sum;
  }
}

function placeOf(concept: string): number {
  return CONCEPTS.indexOf(concept as Concept);
}

function entriesOf(list: string): readonly (readonly [concept: string, weight: number])[] {
  return list
    .split(',')
    .map((entry) => entry.trim().split(' '))
    .filter(([concept = '']) => concept !== '')
    .map(([concept = '', weight = '0']) => [concept, Number(weight)]);
}
