import { expect, it } from 'vitest';
import { isShown } from '../../../../src-main/app/notice-policy.ts';

const kinds = ['finished', 'failed', 'stuck', 'disk-low', 'stopped'] as const;
const shown = (setting: 'all' | 'problems' | 'none', isWatched = false) =>
  kinds.filter((kind) => isShown({ kind }, setting, isWatched));

it('shows what the setting allows', () => {
  expect(shown('all')).toEqual(['finished', 'failed', 'stuck', 'disk-low']);
  expect(shown('problems')).toEqual(['failed', 'stuck', 'disk-low']);
  expect(shown('none')).toEqual([]);
});

it('shows nothing about a workspace that is being looked at', () => {
  expect(shown('all', true)).toEqual([]);
});
