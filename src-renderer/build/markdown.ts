/**
 * Pages of the help, from Markdown: HTML, headings with ids, and the plain text of each section for searching. `$...$` and `$$...$$` are
 * TeX and become MathML. No inline styles: the content policy of the page forbids them. Links between pages become `#/help/NAME`; the
 * page opens no addresses outside, so those stay as text. Test: test/unit/renderer/build/markdown.test.ts.
 */
import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked';
import temml from 'temml';

export interface HelpSection {
  /** Id of its heading. */
  readonly id: string;
  readonly title: string;
  /** 1 for the title of the page. */
  readonly level: number;
  readonly text: string;
}

export interface HelpPage {
  readonly title: string;
  readonly html: string;
  readonly sections: readonly HelpSection[];
}

const mathml = (tex: string, displayMode: boolean): string =>
  temml.renderToString(tex, { displayMode, throwOnError: true }).replace(/ style="[^"]*"/g, '');

interface MathToken extends Tokens.Generic {
  readonly tex: string;
  readonly display: boolean;
}

const mathExtension = (
  name: string,
  level: 'block' | 'inline',
  pattern: RegExp,
): TokenizerAndRendererExtension => ({
  name,
  level,
  // a paragraph is cut where a block may begin: only at the start of a line
  start: (source) => (level === 'block' ? source.search(/^\$\$/m) : source.indexOf('$')),
  tokenizer: (source) => {
    const match = pattern.exec(source);
    if (match === null) return undefined;
    return { type: name, raw: match[0], tex: match[1]?.trim() ?? '', display: level === 'block' };
  },
  renderer: (token) => mathml((token as MathToken).tex, (token as MathToken).display),
});

/** Heading to id: words joined by dashes. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/<[^>]*>|&[a-z]+;/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

export const renderPage = (markdown: string): HelpPage => {
  const marked = new Marked({
    extensions: [
      mathExtension('display-math', 'block', /^\$\$([\s\S]+?)\$\$(?:\n|$)/),
      mathExtension('inline-math', 'inline', /^\$([^$\n]+?)\$/),
    ],
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        return `<h${depth} id="${slug(html)}" tabindex="-1">${html}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const page = /([\w-]+)\.md(?:#.*)?$/.exec(href);
        if (page !== null && !/^[a-z]+:/.test(href)) return `<a href="#/help/${page[1]}">${words}</a>`;
        return words === href ? words : `${words} (<span class="address">${href}</span>)`;
      },
      image: () => '',
      html: () => '',
    },
  });
  const html = (marked.parse(markdown, { async: false }) as string)
    // a full stop does not begin a line
    .replace(/(<math>(?:(?!<\/math>).)*<\/math>)([.,;:)]+)/g, '<span class="together">$1$2</span>')
    .replaceAll('<table>', '<div class="wide" tabindex="0" role="group"><table>')
    .replaceAll('</table>', '</table></div>');
  const parts = html.split(/(?=<h[1-6] id=)/);
  const sections = parts.flatMap((part) => {
    const heading = /^<h([1-6]) id="([^"]*)"[^>]*>([\s\S]*?)<\/h\1>/.exec(part);
    if (heading === null) return [];
    const [whole, level, id = '', title = ''] = heading;
    return [{ id, title: plain(title), level: Number(level), text: plain(part.slice(whole.length)) }];
  });
  return { title: sections[0]?.title ?? '', html, sections };
};

/** Modules of Markdown files export `page`. */
export const markdownPages = () => ({
  name: 'markdown-pages',
  transform: (source: string, id: string) =>
    id.endsWith('.md')
      ? { code: `export const page = ${JSON.stringify(renderPage(source))};`, map: null }
      : undefined,
});
