import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { chooseRun } from '../../../../src-main/cli/find-run.ts';

const runs = [
  { id: '20261121-142530-ab12', name: 'beta 5.7' },
  { id: '20261121-142531-ab13', name: 'beta 6.0' },
  { id: '20261122-080000-0001', name: 'beta 6.0' },
];

const failure = (word: string) => {
  const chosen = chooseRun(runs, word);
  return chosen.ok ? undefined : chosen.error;
};

describe('chooseRun', () => {
  it.each([
    ['latest', 2],
    ['20261121-142531-ab13', 1],
    ['20261122', 2],
    ['20261121-142530', 0],
    ['beta 5.7', 0],
  ] as const)('reads %s', (word, index) => {
    expect(unwrap(chooseRun(runs, word))).toBe(runs[index]);
  });

  it('names the candidates when several fit', () => {
    expect(failure('20261121')).toMatchObject({
      code: 'usage.wrong',
      remedy: 'Name one of them: 20261121-142530-ab12, 20261121-142531-ab13.',
    });
    expect(failure('beta 6.0')?.detail).toEqual({ runs: [runs[1]?.id, runs[2]?.id] });
  });

  it('says when there is none', () => {
    expect(failure('nothing')?.code).toBe('run.notFound');
    expect(failure('')?.code).toBe('run.notFound');
    expect(chooseRun([], 'latest')).toMatchObject({ ok: false, error: { code: 'run.notFound' } });
  });
});
