/** The pages of the help in their order: guides, theory, then the news. Loaded with the help screen or the palette, not before. */
import type { HelpPage } from '../../build/markdown.ts';
import { helpText } from '../../text/help.ts';

export interface HelpPageTitle {
  /** As in the address. */
  readonly name: string;
  readonly title: string;
}

export interface WrittenPage extends HelpPageTitle, HelpPage {
  readonly chapter: 'guide' | 'theory' | 'news';
}

const files = import.meta.glob<HelpPage>(
  [
    '../../../assets/docs/guide/*.md',
    '../../../assets/docs/theory/*.md',
    '../../../assets/docs/changelog.md',
  ],
  { eager: true, import: 'page' },
);

const order = ['desktop', 'command-line', 'conventions', 'error-analysis', 'changelog'];
const rank = (name: string): number => (order.indexOf(name) + order.length + 1) % (order.length + 1);

export const writtenPages: readonly WrittenPage[] = Object.entries(files)
  .map(([path, page]) => {
    const name = path.replace(/^.*\/|\.md$/g, '');
    const chapter = path.includes('/guide/') ? 'guide' : path.includes('/theory/') ? 'theory' : 'news';
    return { ...page, name, chapter } as const;
  })
  .toSorted((a, b) => rank(a.name) - rank(b.name));

/** Pages that the program writes itself. */
export const livePages = ['diagnostics', 'licences', 'about'] as const;

export const helpPages: readonly HelpPageTitle[] = [
  ...writtenPages,
  ...livePages.map((name) => ({ name, title: helpText.live[name] })),
];
