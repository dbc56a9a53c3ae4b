/** `plaquette analyze RUN --correlator NAME [--fit A:B]`: a correlator with effective masses, and a fit of it. Test: test/unit/main/cli/analyze-correlator.test.ts. */
import { type Command, InvalidArgumentError } from 'commander';
import { ok, type Result } from '../../../src-engine/base/result.ts';
import { correlatorFacts } from '../../analysis/correlator-facts.ts';
import { fitCorrelator, modelsOf, suggestedRange } from '../../analysis/correlator-fit.ts';
import { correlatorIn } from '../../analysis/correlators.ts';
import { commonCutOf, type Measured } from '../../analysis/run-results.ts';
import { exitCode } from '../exit-code.ts';
import { choice } from '../option.ts';
import type { Answer } from '../output.ts';
import type { Style } from '../style.ts';
import { correlatorLines, fitLines } from '../text/correlator-lines.ts';

export interface CorrelatorOptions {
  readonly correlator?: string;
  /** true: where one state describes the data. */
  readonly fit?: readonly [number, number] | true;
  readonly model?: 'cosh' | 'exp' | 'constant' | 'potential';
  readonly states: 1 | 2;
  readonly correlated?: 'full' | 'shrunk' | true;
}

const rangeOption = (text: string): readonly [number, number] => {
  const [, from, to] = /^(\d{1,6}):(\d{1,6})$/.exec(text.trim()) ?? [];
  if (from !== undefined && Number(from) <= Number(to)) return [Number(from), Number(to)];
  throw new InvalidArgumentError('Give the first and the last point, such as 4:8.');
};

const statesOption = (text: string): 1 | 2 =>
  choice('A number of states', ['1', '2'])(text) === '1' ? 1 : 2;

export const withCorrelatorOptions = (command: Command): Command =>
  command
    .option('--correlator <name>', 'a correlator as a whole: pion, rho, nucleon, static-potential, ...')
    .option(
      '--fit [first:last]',
      'fit it between these points (without them: where one state fits)',
      rangeOption,
    )
    .option(
      '--model <name>',
      'cosh, exp, constant or potential (default: what suits the correlator)',
      choice('A model', ['cosh', 'exp', 'constant', 'potential']),
    )
    .option('--states <number>', 'decaying states in the fit, 1 or 2', statesOption, 1)
    .option(
      '--correlated [kind]',
      'weigh with the covariance of the points: full, or shrunk where samples are few',
      choice('A covariance', ['full', 'shrunk']),
    );

export const analyzeCorrelator = (
  measured: Measured,
  title: string,
  {
    correlator: name,
    fit,
    model,
    states,
    correlated,
    cut: asked,
  }: CorrelatorOptions & { readonly cut?: number | 'auto' },
  style: Style,
): Result<Answer & { readonly document: object }> => {
  const cut = commonCutOf(measured, asked);
  const correlator = correlatorIn(measured.histories, name!, cut);
  if (!correlator.ok) return correlator;
  const facts = correlatorFacts(correlator.value, cut);
  const head = [style.strong(title), ...correlatorLines(facts, cut, style)];
  if (fit === undefined) return ok({ exit: exitCode.fine, text: head, document: { cut, correlator: facts } });
  const [from, to] = fit === true ? suggestedRange(correlator.value) : fit;
  const made = fitCorrelator(correlator.value, {
    from,
    to,
    model: model ?? modelsOf(correlator.value)[0]!,
    states,
    weighing: correlated === undefined ? 'diagonal' : correlated === true ? 'full' : correlated,
  });
  if (!made.ok) return made;
  return ok({
    exit: exitCode.fine,
    text: [...head, '', ...fitLines(made.value, style)],
    document: { cut, correlator: facts, fit: made.value },
  });
};
