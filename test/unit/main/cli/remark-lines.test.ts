import { expect, it } from 'vitest';
import { remarkLines } from '../../../../src-main/cli/text/remark-lines.ts';

it('says each thing once, with the smallest number', () => {
  expect(
    remarkLines([
      { name: 'a', remarks: ['It is only 9 long.', 'It drifts.'] },
      { name: 'b', remarks: [] },
      { name: 'c', remarks: ['It is only 8 long.'] },
    ]),
  ).toEqual(['a, c: It is only 8 long.', 'a: It drifts.']);
});
