/**
 * Compares the plaquette and link trace that a header claims with those of the links. Codes normalise differently
 * (Re tr P, Re tr P / N, 1 - P), so the usual other conventions are tried before a value is called wrong.
 * Tolerance: half a unit of the last printed digit plus what sums in the stored precision can lose
 * (1e-5 in single precision, the NERSC archive's own limit; 1e-8 in double).
 * Test: test/unit/engine/format/stored-plaquette.test.ts.
 */
import type { Precision, StoredNumber } from './gauge-file.ts';
import { type Problem, problem } from './problem.ts';

/** A number as printed in a header; undefined when it is none. */
export const storedNumber = (text: string | undefined): StoredNumber | undefined => {
  const found = /^\s*([+-]?\d{1,40}(?:\.(\d{0,40}))?(?:e([+-]?\d{1,3}))?)\s*$/i.exec(text ?? '');
  if (found === null) return undefined;
  const value = Number(found[1]);
  const rounding = 0.5 * 10 ** (Number(found[3] ?? 0) - (found[2] ?? '').length);
  return Number.isFinite(value) ? { value, rounding } : undefined;
};

/** The plaquette line of the log record that tmLQCD writes. */
export const storedInLog = (log: string | undefined): StoredNumber | undefined =>
  storedNumber(/(?:^|\n)\s*plaquette\s*=\s*(\S{1,60})/.exec(log ?? '')?.[1]);

export const toleranceOf = (precision: Precision): number => (precision === 'f32' ? 1e-5 : 1e-8);

interface Convention {
  readonly words: string;
  of(plaquette: number, colours: number): number;
}

const CONVENTIONS: readonly Convention[] = [
  { words: 'Re tr P, not divided by N', of: (p, n) => p * n },
  { words: '1 - Re tr P / N', of: (p) => 1 - p },
  { words: 'N - Re tr P', of: (p, n) => n * (1 - p) },
  { words: 'the sum of Re tr P / N over the six planes', of: (p) => 6 * p },
  { words: 'Re tr P / N, divided by N once more', of: (p, n) => p / n },
];

const matches = (stored: StoredNumber, value: number, precision: Precision): boolean =>
  Math.abs(stored.value - value) <= stored.rounding + toleranceOf(precision) * Math.max(1, Math.abs(value));

export const comparePlaquette = (
  stored: StoredNumber | undefined,
  plaquette: number,
  colours: number,
  precision: Precision,
): readonly Problem[] => {
  if (stored === undefined || !Number.isFinite(plaquette) || matches(stored, plaquette, precision)) return [];
  const other = CONVENTIONS.find((convention) =>
    matches(stored, convention.of(plaquette, colours), precision),
  );
  if (other !== undefined) {
    return [
      problem(
        'note',
        'format.plaquetteConvention',
        `The header's plaquette ${stored.value} agrees with the links in another normalisation: ${other.words}.`,
        'Nothing to do; divide by the same factor when you compare.',
      ),
    ];
  }
  return [
    problem(
      'error',
      'format.plaquetteMismatch',
      `The header says plaquette ${stored.value}, the links give ${plaquette.toPrecision(12)} (difference ${(plaquette - stored.value).toExponential(1)}); no usual normalisation explains it.`,
      'Do not use the field: copy it again, and ask its authors if the copy is complete.',
    ),
  ];
};

export const compareLinkTrace = (
  stored: StoredNumber | undefined,
  linkTrace: number,
  colours: number,
  precision: Precision,
): readonly Problem[] => {
  if (stored === undefined || !Number.isFinite(linkTrace) || matches(stored, linkTrace, precision)) return [];
  if (matches(stored, linkTrace * colours, precision)) return [];
  return [
    problem(
      'error',
      'format.linkTraceMismatch',
      `The header says link trace ${stored.value}, the links give ${linkTrace.toPrecision(12)}.`,
      'Do not use the field: it was changed after its header was written, for example by gauge fixing or a lost byte.',
    ),
  ];
};
