/** A published work, as it is cited. */
export interface Work {
  /** Of the BibTeX entry. */
  readonly key: string;
  readonly authors: readonly string[];
  readonly title: string;
  /** Of a journal's article when absent. */
  readonly kind?: 'inproceedings';
  readonly journal: string;
  readonly volume: string;
  readonly pages: string;
  readonly year: number;
  /** Such as hep-lat/0306017. */
  readonly eprint?: string;
  readonly doi?: string;
}

/** One line for people. */
export const workText = ({ authors, title, journal, volume, pages, year, eprint }: Work): string => {
  const names =
    authors.length > 3 || authors.includes('others')
      ? `${authors[0]} et al.`
      : authors.join(authors.length > 2 ? ', ' : ' and ');
  const place = [journal, volume].filter((part) => part !== '').join(' ');
  return `${names}, ${title}, ${place} (${year})${pages === '' ? '' : ` ${pages}`}${eprint === undefined ? '' : ` [${eprint}]`}`;
};

/** Letters outside ASCII as LaTeX writes them. */
const latex = (text: string): string =>
  text
    .replaceAll('ü', '{\\"u}')
    .replaceAll('ö', '{\\"o}')
    .replaceAll('é', "{\\'e}")
    .replace(/\bSU\((\d|N)\)/g, '{SU($1)}');

export const workBibtex = (work: Work): string => {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['author', work.authors.map(latex).join(' and ')],
    ['title', `{${latex(work.title)}}`],
    [work.kind === 'inproceedings' ? 'booktitle' : 'journal', work.journal],
    ['volume', work.volume === '' ? undefined : work.volume],
    ['pages', work.pages === '' ? undefined : work.pages.replace(/-+/, '--')],
    ['year', String(work.year)],
    ['eprint', work.eprint],
    ['archivePrefix', work.eprint === undefined ? undefined : 'arXiv'],
    ['doi', work.doi],
  ];
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}}`]));
  return `@${work.kind ?? 'article'}{${work.key},\n${lines.join(',\n')}\n}`;
};
