import type { Concept } from './concept';

/** What is said in as many ways as there are of both lists together: each before each. */
export interface Compounds {
  readonly concepts: readonly Concept[];
  readonly before: string;
  readonly behind: string;
}

/** What a model was told in confidence, by what it may be called; and without whatever might hold it. */
export const COMPOUNDS: readonly Compounds[] = [
  {
    concepts: ['secret', 'orders'],
    before:
      'your hidden, your secret, your initial, your original, your full, your internal, your confidential, your first, your own, the hidden, the secret',
    behind:
      'instructions, guidelines, guidance, prompt, prompts, rules, directives, orders, briefing, policies, policy',
  },
  {
    concepts: ['free'],
    before: 'without, without any, without further, with no, free of any',
    behind:
      'restrictions, restriction, limits, limit, limitations, rules, filters, filter, constraints, guardrails, censorship',
  },
  {
    concepts: ['free'],
    before: 'ohne, ohne jede, ohne jegliche, ohne jeden, ohne alle, ohne irgendwelche',
    behind: 'einschränkung, einschränkungen, beschränkungen, grenzen, regeln, filter, vorgaben, zensur, schranken',
  },
  {
    concepts: ['free'],
    before: 'sans, sans aucun, sans aucune, sans la moindre, sans le moindre',
    behind:
      'restriction, restrictions, limite, limites, filtre, filtres, règle, règles, contrainte, contraintes, censure',
  },
  {
    concepts: ['free'],
    before: 'sin, sin ningún, sin ninguna, sin ningún tipo de',
    behind:
      'restricción, restricciones, límite, límites, filtro, filtros, regla, reglas, norma, normas, censura, limitaciones',
  },
  {
    concepts: ['free'],
    before: 'sem, sem nenhum, sem nenhuma, sem qualquer, sem quaisquer',
    behind: 'restrição, restrições, limite, limites, filtro, filtros, regra, regras, censura, limitações',
  },
  {
    concepts: ['free'],
    before: 'senza, senza alcun, senza alcuna, senza nessun, senza nessuna, senza più',
    behind: 'restrizione, restrizioni, limite, limiti, filtro, filtri, regola, regole, censura, vincoli',
  },
  {
    concepts: ['free'],
    before: 'без, без всяких, без каких-либо, без любых, без никаких',
    behind: 'ограничений, правил, фильтров, цензуры, рамок, запретов, лимитов',
  },
  {
    concepts: ['only'],
    before: 'out of, from, anywhere in',
    behind:
      'your report, your summary, your findings, your answer, your output, your verdict, your conclusion, your write-up',
  },
];
