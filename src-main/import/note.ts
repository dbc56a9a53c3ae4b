/** What became of one key of a foreign parameter file. */
export interface Note {
  /** As in the file, with its section: `Physical setting / NC`. */
  readonly key: string;
  /** taken: it has its place in the specification. left-out: it means nothing here. refused: it asks for what is not there. */
  readonly outcome: 'taken' | 'left-out' | 'refused';
  /** Whole sentences where it was not taken over one to one; otherwise what it became, such as `action.beta = 5.7`. */
  readonly text: string;
  /** Refused, and without it the run would be another one: nothing is imported. */
  readonly blocks?: true;
}

/** A line at most: names and values are a stranger's. */
const line = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '?').slice(0, 300);

export class Notes {
  private readonly all: Note[] = [];

  get list(): readonly Note[] {
    return this.all;
  }

  taken(key: string, text: string): void {
    this.add({ key, outcome: 'taken', text });
  }

  leftOut(key: string, text: string): void {
    this.add({ key, outcome: 'left-out', text });
  }

  /** Imported without this. */
  refused(key: string, text: string): void {
    this.add({ key, outcome: 'refused', text });
  }

  /** Nothing is imported. */
  blocked(key: string, text: string): void {
    this.add({ key, outcome: 'refused', text, blocks: true });
  }

  /** The notes on one thing; only what was refused where something was. */
  addAll(notes: readonly Note[]): void {
    const refused = notes.filter(({ outcome }) => outcome === 'refused');
    this.all.push(...(refused.length > 0 ? refused : notes));
  }

  private add(note: Note): void {
    this.all.push({ ...note, key: line(note.key), text: line(note.text) });
  }
}
