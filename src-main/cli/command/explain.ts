/** `plaquette explain [KEY]`: what a key of a run specification means, or all keys in groups. */
import {
  allKeyDocs,
  explainKey,
  explanationLines,
  factLine,
  type KeyDoc,
} from '../../../src-engine/api/spec/explain.ts';
import { ok } from '../../../src-engine/base/result.ts';
import type { Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import type { Answer } from '../output.ts';
import type { Style } from '../style.ts';

export const register: Register = (program, context) => {
  program
    .command('explain')
    .description('say what a key of a run specification means')
    .argument('[key]', 'such as phase.update.steps, or steps; all keys when left out')
    .action((key: string | undefined) =>
      context.answer(async () => {
        if (key === undefined) return ok(everything(context.style));
        const doc = explainKey(key);
        if (!doc.ok) return doc;
        return ok({ exit: exitCode.fine, text: explanationLines(doc.value), document: doc.value });
      }),
    );
};

const everything = (style: Style): Answer => {
  const keys = allKeyDocs();
  return { exit: exitCode.fine, text: groupedLines(keys, style), document: { keys } };
};

const groupedLines = (docs: readonly KeyDoc[], style: Style): readonly string[] => {
  const leaves = docs.filter(({ kind }) => kind !== 'section' && kind !== 'list');
  const groups = [...new Set(leaves.map(({ group }) => group))];
  return groups.flatMap((group, k) => [
    ...(k === 0 ? [] : ['']),
    style.strong(group),
    ...leaves
      .filter((doc) => doc.group === group)
      .map((doc) => `  ${doc.path}: ${doc.title} (${factLine(doc)})`),
  ]);
};
