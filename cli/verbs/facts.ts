import { type Command, Option } from 'commander';
import { citationsOf } from '../../model/facts/citation.ts';
import type { Fact } from '../../model/facts/fact.ts';
import { catalogue } from '../../model/facts/index.ts';
import { factLines } from '../../reports/catalogue/facts.ts';
import { exits } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { outputOption, print, printJson, verb } from '../verb.ts';

interface FactsOptions {
  readonly output: 'text' | 'json';
  readonly status?: 'modelled' | 'excluded';
}

const statusOf = (fact: Fact): 'modelled' | 'excluded' => (fact.because === undefined ? 'modelled' : 'excluded');

/** A fact as `podproof facts -o json` prints it. */
const factReport = (fact: Fact) => ({
  id: fact.id,
  status: statusOf(fact),
  kind: fact.kind,
  sentence: fact.sentence,
  source: fact.source,
  citations: citationsOf(fact.source),
  ...(fact.since === undefined ? {} : { since: fact.since }),
  tests: fact.tests ?? [],
  ...(fact.because === undefined ? {} : { because: fact.because }),
});

/** `podproof facts`: what is known about Kubernetes here, where it was read, which tests show that the model does it. */
export const addFacts = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'facts', 'list the facts about Kubernetes that the model is built from, with sources and tests', [
    ['podproof facts', 'every fact, one after the other'],
    ['podproof facts --status excluded', 'what the model leaves out, and why'],
    ['podproof facts -o json', 'an array of id, status, sentence, source, citations, since, tests, because'],
  ])
    .addOption(outputOption())
    .addOption(new Option('--status <status>', 'list only these facts').choices(['modelled', 'excluded']))
    .action(({ output, status }: FactsOptions) => {
      const wanted = catalogue.filter((fact) => status === undefined || statusOf(fact) === status);
      if (output === 'json') printJson(io, wanted.map(factReport));
      else print(io, factLines(wanted, catalogue, io.style));
      outcome.exit = exits.holds;
    });
};
