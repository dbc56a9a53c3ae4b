/** Which averages stand in the row of key figures, and the line below each. Test: test/unit/renderer/screen/run/run-lists.test.ts. */
import type { EstimateFacts } from '../../../src-main/contract/index.ts';
import { runText as text } from '../../text/run.ts';
import { formatCount } from '../../ui/format-quantity.ts';

const FIRST: readonly RegExp[] = [
  /^plaquette$/,
  /^acceptance/,
  /^exp-minus-delta-h/,
  /^flow\.t0$/,
  /^topological-charge-squared/,
  /^polyakov\.modulus$/,
];
const MOST = 5;
/** Parts of others: they stand in the table of results. */
const part =
  /^(delta-h|eigenvalue|force|solver|static-potential|creutz-ratio|trace-inverse|condensate\.error)\b|\.(space|time)$/;

/** The telling ones first, then whatever else is measured. */
export const keyEstimates = (all: readonly EstimateFacts[]): readonly EstimateFacts[] => {
  const results = all.filter(({ name }) => !part.test(name));
  const rank = ({ name }: EstimateFacts): number => {
    const at = FIRST.findIndex((pattern) => pattern.test(name));
    return at < 0 ? FIRST.length : at;
  };
  return results.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
};

export const noteOf = ({ reference, tauIntFormatted, samples }: EstimateFacts): string => {
  if (reference !== null) {
    const value = String(reference.value);
    return reference.deviations === null
      ? text.acceptedPlain(value)
      : text.accepted(value, reference.deviations.toFixed(1));
  }
  return tauIntFormatted === '' ? text.samples(formatCount(samples)) : text.tau(tauIntFormatted);
};
