/** The check of a model in words: what each figure is about, what came of it, and the verdict. Test: test/unit/main/model/examination-words.test.ts. */
import type { Examination, Figure, FigureKey, LeftOut } from '../../src-engine/learn/examine/figure.ts';

interface Words {
  readonly title: string;
  /** What the deviation is, and what a large one means. */
  readonly meaning: string;
}

export const figureWords: Readonly<Record<FigureKey, Words>> = {
  'round-trip': {
    title: 'There and back',
    meaning:
      'Largest change of a sample of the prior that goes through the flow and back again. A large one means that the flow is no one-to-one map.',
  },
  densities: {
    title: 'log q, there and back',
    meaning:
      'Largest difference of log q as the way there and the way back say it. Weights and accept steps are wrong by as much.',
  },
  jacobian: {
    title: 'log q, from differences',
    meaning:
      'Difference of log |det| from that of the Jacobian found by moving every number of the field a little. A large one means that log q is not the density of the samples.',
  },
  gauge: {
    title: 'Gauge transformations',
    meaning: 'Largest change of log q when every sample is taken to a random gauge.',
  },
  translation: {
    title: 'Translations',
    meaning: 'Largest change of log q when every sample is moved by the period of the masks.',
  },
  reflection: {
    title: 'Opposite sign',
    meaning:
      'Largest change of log q from a field to its negative. Built into continuous flows; couplings only learn it, and a large one then says that the two wells are not treated alike.',
  },
  'other-fields': {
    title: 'Fields by TensorFlow.js',
    meaning: 'Largest difference of the samples as TensorFlow.js computes them, in single precision.',
  },
  'other-densities': {
    title: 'log q by TensorFlow.js',
    meaning:
      'Largest difference of log q as TensorFlow.js computes it, in single precision. A large one means that this machine computes one of them wrongly.',
  },
  'other-action': {
    title: 'Action by TensorFlow.js',
    meaning: 'Largest difference of the action of the same fields.',
  },
};

const reasons: Readonly<Record<LeftOut, string>> = {
  large: 'left out: the field has too many numbers for a Jacobian',
  dense: 'left out: fully connected networks know no translations',
  'one-period': 'left out: the lattice is one period of the masks',
};

/** Such as `3.1e-7`. */
const small = (value: number): string => value.toExponential(1);

/** Such as "3.1e-7, at most 1.0e-6 (64 samples on 8 x 8)". */
export const foundText = ({ deviation, tolerance, reason, samples, dims }: Figure): string => {
  if (reason !== null) return reasons[reason];
  const where = `${samples} sample${samples === 1 ? '' : 's'} on ${dims.join(' x ')}`;
  const allowed = tolerance === null ? 'not built in' : `at most ${small(tolerance)}`;
  return `${small(deviation ?? Number.NaN)}, ${allowed} (${where})`;
};

export const examinationText = ({ figures, passed, steps }: Examination): string => {
  const failed = figures.filter(({ verdict }) => verdict === 'failed').length;
  const checked = figures.filter(({ verdict }) => verdict === 'passed').length + failed;
  if (!passed)
    return `${failed} of ${checked} checks failed: do not trust samples of this model. Train it again, or import it again from where it came.`;
  const integrated = steps === null ? '' : ` It is integrated with ${steps} steps.`;
  return `All ${checked} checks passed: log q is the density of the samples, so what accept steps and weights make of them is exact.${integrated}`;
};
