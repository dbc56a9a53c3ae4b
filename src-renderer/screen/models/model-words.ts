/** What a model is, in words and rows. Pure; test: test/unit/renderer/screen/models/model-words.test.ts. */
import { formatWithError } from '../../../src-engine/api/format-with-error.ts';
import type { ModelRow } from '../../../src-main/contract/index.ts';
import { differenceOf, formatSigma } from '../../table/difference.ts';
import { modelsText as text } from '../../text/models.ts';
import { formatBytes, formatCount, formatDuration, formatTime } from '../../ui/format-quantity.ts';
import { withPowers } from '../../ui/with-powers.ts';

/** A true minus before numbers. */
const plain = (value: number): string => String(value).replace('-', '−');

export const couplingsText = ({ target }: Pick<ModelRow, 'target'>): string =>
  target.theory === 'phi4'
    ? [
        text.equals(text.massSquared, plain(target.massSquared)),
        text.equals(text.lambda, plain(target.lambda)),
      ].join(', ')
    : text.equals(text.beta, plain(target.beta));

export const latticeText = ({ dims }: Pick<ModelRow, 'dims'>): string => dims.join(' × ');

/** `0.512(8)`; empty where it was not measured. */
export const essText = ({ quality }: Pick<ModelRow, 'quality'>): string =>
  quality === null ? '' : formatWithError(quality.ess.value, quality.ess.error);

/** Plain numbers of a check as a page has them: `3.1e-7 ... 8 x 8` as 3.1 × 10⁻⁷ ... 8 × 8. */
export const figureText = (found: string): string =>
  withPowers(
    found
      .replaceAll(' x ', ' × ')
      .replace(/(\d)e\+0\b/g, '$1')
      .replace(/(\d)e\+?(-?\d+)\b/g, '$1 × 10^$2'),
  );

export interface ModelFact {
  readonly name: string;
  readonly value: string;
}

const architectureFacts = ({ architecture: a }: ModelRow): readonly ModelFact[] => {
  const { facts } = text;
  const fact = (name: string, value: string): ModelFact => ({ name, value });
  const network =
    'couplings' in a
      ? [
          fact(facts.couplingLayers, formatCount(a.couplings)),
          fact(
            facts.network,
            text.networkText(
              text.networks[a.network],
              a.hidden.join(', '),
              a.stencil === undefined ? '' : String(a.stencil),
            ),
          ),
          fact(facts.activation, text.activationText(a.activation, a.finalActivation)),
        ]
      : [];
  const seen = (loops: keyof typeof text.loops = 'plaquettes'): ModelFact =>
    fact(facts.loops, text.loops[loops]);
  const own = (): readonly ModelFact[] => {
    switch (a.kind) {
      case 'affine':
        return [];
      case 'spline':
        return [fact(facts.bins, formatCount(a.bins))];
      case 'spectral':
        return [
          fact(facts.bins, formatCount(a.bins)),
          seen(a.loops),
          fact(facts.masks, text.masks[a.masks ?? 'alternating']),
        ];
      case 'angular':
        return [
          fact(facts.transform, text.transforms[a.transform]),
          fact(facts.size, formatCount(a.size)),
          a.masks === 'blocks' ? fact(facts.loops, text.loopOfBlock) : seen(a.loops),
          fact(facts.masks, text.masks[a.masks ?? 'alternating']),
        ];
      case 'continuous':
        return [
          fact(facts.frequencies, formatCount(a.frequencies)),
          fact(facts.features, formatCount(a.features)),
          fact(facts.timeModes, formatCount(a.timeModes)),
          fact(facts.integration, formatCount(a.steps)),
        ];
      case 'residual':
        return [fact(facts.sweeps, formatCount(a.sweeps))];
    }
  };
  return [fact(facts.kind, text.kinds[a.kind]), ...own(), ...network];
};

/** The manifest, line by line; the same names in the same order for models of one kind. */
export const modelFacts = (row: ModelRow): readonly ModelFact[] => {
  const { facts } = text;
  const { training } = row;
  const lines: readonly (readonly [string, string])[] = [
    [facts.theory, text.theories[row.target.theory]],
    [facts.couplings, couplingsText(row)],
    [facts.lattice, latticeText(row)],
    ...architectureFacts(row).map(({ name, value }) => [name, value] as const),
    [facts.numbers, formatCount(row.numbers)],
    [facts.bytes, formatBytes(row.bytes)],
    [facts.ess, essText(row) || text.notMeasured],
    ...(training === null
      ? [[facts.steps, text.untrained] as const]
      : ([
          [facts.steps, formatCount(training.steps)],
          [facts.batch, formatCount(training.batch)],
          [facts.estimator, text.estimators[training.estimator]],
          [facts.time, formatDuration(training.seconds)],
          [facts.seed, String(training.seed)],
        ] as const)),
    [facts.created, formatTime(row.created)],
    [facts.code, row.codeVersion],
    [facts.id, row.id],
  ];
  return lines.map(([name, value]) => ({ name, value }));
};

export interface ComparedFact {
  readonly name: string;
  /** Null where a model has no such line. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
  /** Of the effective sample size: how far from that of the first model. */
  readonly below: readonly string[];
}

const distances = (rows: readonly ModelRow[]): readonly string[] =>
  rows.map(({ quality }, k) => {
    const first = rows[0]?.quality;
    if (k === 0 || first == null || quality === null) return '';
    const difference = differenceOf(quality.ess, first.ess);
    const sigma = difference === null ? '' : formatSigma(difference);
    return sigma === '' ? '' : text.sigmaFromFirst(sigma);
  });

/** Lines of all models, in the order of the first that has them. */
export const comparedFacts = (rows: readonly ModelRow[]): readonly ComparedFact[] => {
  const maps = rows.map((row) => new Map(modelFacts(row).map(({ name, value }) => [name, value])));
  const names = [...new Set(maps.flatMap((map) => [...map.keys()]))];
  return names.map((name) => {
    const values = maps.map((map) => map.get(name) ?? null);
    return {
      name,
      values,
      differs: new Set(values).size > 1,
      below: name === text.facts.ess ? distances(rows) : rows.map(() => ''),
    };
  });
};
