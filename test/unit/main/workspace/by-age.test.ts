import { expect, it } from 'vitest';
import { byAge } from '../../../../src-main/workspace/by-age.ts';

it('orders runs by the time they were made, also within a second', () => {
  const made = [
    { id: '20261121-142530-ff00', created: '2026-11-21T14:25:30.100Z' },
    { id: '20261121-142530-0000', created: '2026-11-21T14:25:30.900Z' },
    { id: '20261121-142529-aaaa' },
    { id: '20261121-142531-0001' },
  ];
  expect(byAge([...made].reverse()).map(({ id }) => id.slice(-4))).toEqual(['aaaa', 'ff00', '0000', '0001']);
});
