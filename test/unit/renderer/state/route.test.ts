import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../../src-renderer/state/route.svelte.ts';

const routes: readonly Route[] = [
  { screen: 'home' },
  { screen: 'settings' },
  { screen: 'run', run: '20260314-150926-abcd', tab: null },
  { screen: 'run', run: 'x.y_z-1', tab: 'lineage' },
  { screen: 'new-run', template: null, fork: null, update: null },
  { screen: 'new-run', template: 'quick-start', fork: null, update: null },
  { screen: 'new-run', template: null, fork: 'parent', update: 0 },
  { screen: 'compare', runs: ['a', 'b', 'c'] },
  { screen: 'models', model: null },
  { screen: 'models', model: 'm-20261121-142530-ab12' },
  { screen: 'races' },
  { screen: 'race', race: '20260314-150926-abcd' },
  { screen: 'new-race', runs: [], model: null },
  { screen: 'new-race', runs: ['a', 'b'], model: 'm-20261121-142530-ab12' },
  { screen: 'configuration', configuration: 'c-0123456789abcdef', beside: null },
  { screen: 'configuration', configuration: 'c-0123456789abcdef', beside: 'c-fedcba9876543210' },
  { screen: 'help', page: null },
  { screen: 'help', page: 'error-analysis' },
];

test.each(routes)('$screen is read back as it was written', (route) => {
  expect(parseRoute(formatRoute(route))).toEqual(route);
});

test.each([
  '',
  '#',
  '#/',
  '#/nowhere',
  '#/run',
  '#/run/',
  '#/race/',
  '#/configuration',
  '#/%E0%A4%A',
  '#javascript:1',
])('an address that means nothing leads home: %s', (hash) => {
  expect(parseRoute(hash)).toEqual({ screen: 'home' });
});

test('an update that is no whole number is none', () => {
  expect(parseRoute('#/new-run?fork=a&update=1.5')).toMatchObject({ fork: 'a', update: null });
});
