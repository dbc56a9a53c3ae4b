import { expect, test } from 'vitest';
import { renderPage, slug } from '../../../../src-renderer/build/markdown.ts';
import { filesIn, readText } from '../../../support/source-tree.ts';

test('formulas become MathML, in lines and on their own', () => {
  const { html } = renderPage('# T\n\nnaive $\\sigma/N$ and more\n\n$$\\tau_{\\mathrm{int}} = 1$$\n');
  expect(html.match(/<math/g)).toHaveLength(2);
  expect(html).toContain('<mi>σ</mi>');
  expect(html).toContain('display="block"');
  expect(html).not.toContain('$');
});

test('the full stop after a formula stays with it', () => {
  const { html } = renderPage('From $x$ to $y$. Then.');
  expect(html).toMatch(/ to <span class="together"><math>.*<\/math>\.<\/span> Then/);
});

test('money and code are no formulas', () => {
  const { html } = renderPage('It costs 5 $ today.\n\n`$x$`\n\n```\n$y$\n```\n');
  expect(html).not.toContain('<math');
});

test('links lead to pages of the help; addresses outside are words', () => {
  const { html } = renderPage('[rules](../theory/conventions.md#action) and [site](https://example.org/x)');
  expect(html).toContain('<a href="#/help/conventions">rules</a>');
  expect(html).toContain('https://example.org/x');
  expect(html).not.toContain('href="https');
});

test('sections carry their text for searching', () => {
  const { title, sections } = renderPage('# Runs\n\nAll & more.\n\n## Stop\n\n`stop` it.\n');
  expect(title).toBe('Runs');
  expect(sections).toEqual([
    { id: 'runs', title: 'Runs', level: 1, text: 'All & more.' },
    { id: 'stop', title: 'Stop', level: 2, text: 'stop it.' },
  ]);
});

test('ids are plain words', () => {
  expect(slug('When an error is <code>not</code> to be trusted?')).toBe('when-an-error-is-not-to-be-trusted');
});

const pages = filesIn('assets/docs').filter((path) => /\/(guide|theory)\/.*\.md$/.test(path));

test.each(pages)('%s: every formula is good TeX, headings are distinct, nothing is styled inline', (path) => {
  const { html, sections, title } = renderPage(readText(path));
  expect(title).not.toBe('');
  expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
  expect(html).not.toMatch(/ style="|<script|<img/);
  expect(html.replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, '')).not.toContain('\\');
});
