/**
 * Remedies of the formats, said in the terms of the application where the command line would say an option.
 * Test: test/unit/main/configuration/in-application.test.ts.
 */
import type { Failure } from '../../src-engine/base/result.ts';
import type { Problem } from '../../src-engine/format/index.ts';

const problemRemedies: Readonly<Partial<Record<Problem['code'], string>>> = {
  'format.checksumMissing': 'Convert it to a format with checksums to add one.',
  'format.headerMissing': 'Convert it to ILDG to get a file that says what it is.',
  'format.malformedXml': 'Convert it to ILDG to get a clean header.',
  'format.geometryInferred':
    'If the lattice has another shape of the same volume, open the file again with its extents.',
};

/** Options of the command line that a remedy may name. */
const namesOptions = (text: string): boolean => /--[a-z]|plaquette [a-z]+\b.*\./.test(text);

export const problemInApplication = (problem: Problem): Problem => {
  const remedy = problemRemedies[problem.code];
  return remedy === undefined || !namesOptions(problem.remedy) ? problem : { ...problem, remedy };
};

const likelyShape = ({ detail }: Failure): string | undefined => {
  const dims = detail?.dims;
  const group = typeof detail?.group === 'string' ? ` and ${detail.group}` : '';
  return Array.isArray(dims) ? `${dims.join(' x ')}${group}` : undefined;
};

/** Says which file a failure is about, where its message does not: of many files one wants to know. */
export const about = (name: string, failure: Failure): Failure =>
  failure.message.includes(name) || !/^(format\.|resource\.memory)/.test(failure.code)
    ? failure
    : { ...failure, message: `${name}: ${failure.message}` };

export const failureInApplication = (failure: Failure): Failure => {
  if (!namesOptions(failure.remedy)) return failure;
  if (failure.code === 'format.geometryNeeded') {
    const likely = likelyShape(failure);
    const hint = likely === undefined ? '' : `; its links speak for ${likely}`;
    return { ...failure, remedy: `Give the extents of the lattice and the gauge group${hint}.` };
  }
  if (failure.code === 'format.geometryMismatch')
    return {
      ...failure,
      remedy: 'Check the extents and the group against the run that wrote the file, or leave them open.',
    };
  return failure;
};
