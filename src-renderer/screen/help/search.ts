/**
 * Sections of the help that contain all typed words; those with a word in their heading first. Test:
 * test/unit/renderer/screen/help/search.test.ts.
 */
import type { HelpSection } from '../../build/markdown.ts';

export interface Found {
  readonly page: string;
  readonly pageTitle: string;
  readonly section: HelpSection;
  /** Some words around the first hit. */
  readonly excerpt: string;
}

interface Page {
  readonly name: string;
  readonly title: string;
  readonly sections: readonly HelpSection[];
}

const around = 60;

const excerptOf = (text: string, word: string): string => {
  const at = text.toLowerCase().indexOf(word);
  const from = Math.max(0, at - around);
  const to = Math.min(text.length, Math.max(at, 0) + word.length + around);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
};

export const searchPages = (pages: readonly Page[], query: string): readonly Found[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const found = pages.flatMap(({ name, title, sections }) =>
    sections
      .map((section) => {
        const heading = section.title.toLowerCase();
        const all = `${heading} ${section.text.toLowerCase()}`;
        const rank = words.every((word) => all.includes(word))
          ? 1 + words.filter((word) => heading.includes(word)).length
          : 0;
        return {
          rank,
          found: { page: name, pageTitle: title, section, excerpt: excerptOf(section.text, first) },
        };
      })
      .filter(({ rank }) => rank > 0),
  );
  return found.sort((a, b) => b.rank - a.rank).map(({ found: hit }) => hit);
};
