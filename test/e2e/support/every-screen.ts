/** How to get to each screen of the application, from a window with the example workspace open. */
import { expect, type Page } from '@playwright/test';
import type { ExampleWorkspace } from './example-workspace.ts';

export interface ScreenVisit {
  readonly name: string;
  open(page: Page, workspace: ExampleWorkspace): Promise<void>;
}

export const goTo = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await expect(page.getByRole('main').getByRole('heading').first()).toBeAttached();
};

const at = (name: string, hash: (workspace: ExampleWorkspace) => string): ScreenVisit => ({
  name,
  open: (page, workspace) => goTo(page, hash(workspace)),
});

const hmc = ({ ended }: ExampleWorkspace): string => ended.at(-1) ?? '';

/** The first saved configuration of the list. */
const openConfiguration = async (page: Page): Promise<void> => {
  await goTo(page, '#/configurations');
  await page.getByRole('main').getByRole('row').nth(1).getByRole('button').first().click();
  await expect(page).toHaveURL(/#\/configuration\//);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
};

export const everyScreen: readonly ScreenVisit[] = [
  at('home', () => '#/home'),
  at('runs', () => '#/runs'),
  at('new-run', () => '#/new-run?template=quick-start'),
  at('run', (workspace) => `#/run/${hmc(workspace)}`),
  at('run-analysis', (workspace) => `#/run/${hmc(workspace)}?tab=analysis`),
  at('run-results', (workspace) => `#/run/${hmc(workspace)}?tab=results`),
  at('run-configurations', (workspace) => `#/run/${hmc(workspace)}?tab=configurations`),
  at('run-specification', (workspace) => `#/run/${hmc(workspace)}?tab=specification`),
  at('run-lineage', (workspace) => `#/run/${hmc(workspace)}?tab=lineage`),
  at('compare', ({ ended }) => `#/compare?runs=${ended.join(',')}`),
  at('configurations', () => '#/configurations'),
  { name: 'configuration', open: openConfiguration },
  at('models', () => '#/models'),
  at('races', () => '#/races'),
  at('new-race', ({ ended }) => `#/new-race?runs=${ended.slice(-2).join(',')}`),
  at('activity', () => '#/activity'),
  at('settings', () => '#/settings'),
  at('help', () => '#/help/desktop'),
  at('help-theory', () => '#/help/error-analysis'),
  at('help-about', () => '#/help/about'),
];
