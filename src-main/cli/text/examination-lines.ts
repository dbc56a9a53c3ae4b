/** The check of a model for people. Test: test/unit/main/cli/models-check.test.ts. */
import type { ExaminationFacts } from '../../contract/index.ts';
import type { Style } from '../style.ts';
import { tableLines } from '../table.ts';

const columns = [{ title: 'Check' }, { title: '' }, { title: 'Largest deviation' }] as const;
const words = { passed: 'passed', failed: 'FAILED', told: '', 'left-out': '' } as const;

export const examinationLines = (
  name: string,
  { figures, passed, verdict }: ExaminationFacts,
  style: Style,
): readonly string[] => {
  const [header, ...lines] = tableLines(
    columns,
    figures.map((figure) => [figure.title, words[figure.verdict], figure.found]),
  );
  return [
    `The model ${name}`,
    '',
    style.strong(header!),
    ...lines.map((line, i) => (figures[i]!.verdict === 'failed' ? style.bad(line) : line)),
    '',
    passed ? style.good(verdict) : style.bad(verdict),
  ];
};
