/** An accepted value beside a result, with its distance. Test: test/unit/main/cli/result-lines.test.ts. */
import type { ComparedReference } from '../../analysis/references.ts';
import type { Style } from '../style.ts';

const verdictText = ({ verdict }: ComparedReference, style: Style): string => {
  if (verdict === 'agrees') return style.good(verdict);
  return verdict === 'differs' ? style.bad(verdict) : verdict;
};

export const referenceText = (reference: ComparedReference, style: Style): string => {
  const { formatted, pull } = reference;
  if (pull === null) return formatted;
  return `${formatted} ${verdictText(reference, style)} (${pull >= 0 ? '+' : '-'}${Math.abs(pull).toFixed(1)} sigma)`;
};
