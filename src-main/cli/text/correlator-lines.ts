/** A correlator as a table, and what a fit of it found. Test: test/unit/main/cli/analyze-correlator.test.ts. */
import { formatEstimate } from '../../../src-engine/statistics/index.ts';
import type { CorrelatorFit, ParameterName } from '../../analysis/correlator-fit.ts';
import type { CommonCut } from '../../analysis/cut.ts';
import type { CorrelatorData } from '../../contract/index.ts';
import type { Style } from '../style.ts';
import { factLines, tableLines } from '../table.ts';
import { cutLine } from './result-lines.ts';

const written = (value: number | undefined, error: number | undefined): string =>
  value === undefined || error === undefined || Number.isNaN(value) ? '' : formatEstimate({ value, error });

export const correlatorLines = (
  { name, kind, points, effectiveMass, samples, blocks, blockLength, tauInt, warnings }: CorrelatorData,
  cut: CommonCut,
  style: Style,
): readonly string[] => {
  const isOfDistance = kind === 'potential' || name === 'creutz-ratio';
  const columns = [
    { title: isOfDistance ? 'r' : 't', align: 'right' },
    { title: name, align: 'right' },
    ...(effectiveMass === null ? [] : [{ title: 'effective mass', align: 'right' } as const]),
  ] as const;
  const rows = [...points.at].map((at, i) => [
    String(at),
    written(points.value[i], points.error[i]),
    written(effectiveMass?.value[i], effectiveMass?.error[i]),
  ]);
  const [header, ...lines] = tableLines(columns, rows);
  return [
    style.strong(header!),
    ...lines,
    cutLine(cut),
    `${samples} samples in ${blocks} blocks of ${blockLength} (tau_int up to ${tauInt.toFixed(1)}); errors by jackknife.`,
    ...warnings.filter((warning) => warning !== cut.warning),
  ];
};

const names: Readonly<Record<ParameterName, string>> = {
  mass: 'mass',
  amplitude: 'amplitude',
  mass2: 'second mass',
  amplitude2: 'second amplitude',
  constant: 'constant',
  v0: 'V0',
  sigma: 'sigma',
  e: 'e',
  'root-sigma': 'sqrt(sigma)',
  r0: 'r0',
};

const formulas = {
  cosh: 'A [exp(-m t) + exp(-m (T - t))]',
  exp: 'A exp(-m t)',
  constant: 'a constant',
  potential: 'V0 + sigma r - e/r',
} as const;

const weights = {
  diagonal: 'without correlations',
  full: 'with all correlations',
  shrunk: 'with shrunk correlations',
} as const;

export const fitLines = (fit: CorrelatorFit, style: Style): readonly string[] => {
  const { model, states, from, to, weighing, parameters, chiSquare, degreesOfFreedom, expectedChiSquare } =
    fit;
  const what = `${formulas[model]}${states === 2 && (model === 'cosh' || model === 'exp') ? ', two states' : ''}`;
  const quality =
    degreesOfFreedom === 0
      ? 'no degrees of freedom'
      : weighing === 'full'
        ? `${chiSquare.toFixed(2)}/${degreesOfFreedom}, p = ${fit.pValue.toFixed(3)}`
        : `${chiSquare.toFixed(2)}, ${expectedChiSquare.toFixed(2)} expected (${degreesOfFreedom} degrees of freedom), p = ${fit.pValue.toFixed(3)}`;
  return [
    style.strong(`Fit of ${what} from ${from} to ${to}, ${weights[weighing]}`),
    ...factLines(
      [...parameters.map((one) => [names[one.name], one.formatted] as const), ['chi^2', quality]],
      '  ',
    ),
    ...(weighing === 'shrunk' ? [`Correlations shrunk by ${(100 * fit.shrinkage).toFixed(0)} %.`] : []),
    ...fit.warnings,
  ];
};
