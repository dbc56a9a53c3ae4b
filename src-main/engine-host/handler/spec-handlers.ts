/** Answers to the calls about specifications. */
import { renderTemplate, templates } from '../../../src-engine/api/template/templates.ts';
import { fail, ok } from '../../../src-engine/base/result.ts';
import type { Handlers, specCalls } from '../../contract/index.ts';
import { readSmallFile } from '../../storage/file-bytes.ts';
import { attempt } from '../../storage/store-failure.ts';
import { defaultThreads } from '../../worker/thread-count.ts';
import type { ConnectedClient } from '../connection.ts';
import { checkDocument, checkToml, type SpecReading } from '../spec/check-spec.ts';
import { estimateTime } from '../spec/time-estimate.ts';
import { type HandlerWorld, pathOf } from './handler-world.ts';

/** Of a text that an editor can take. */
const LARGEST = 100_000;

export const specHandlers = (world: HandlerWorld): Handlers<keyof typeof specCalls, ConnectedClient> => {
  const threadsOf = (asked: number): number =>
    asked > 0 ? asked : world.threads() > 0 ? world.threads() : defaultThreads();

  /** With the time, as far as earlier runs tell it. */
  const answer = async ({ checked, spec }: SpecReading, client: ConnectedClient) => {
    if (spec === undefined) return ok(checked);
    const session = client.workspace;
    const estimate = await estimateTime(spec, {
      session,
      probe: undefined,
      threads: threadsOf(spec.run.threads),
    });
    return ok({ ...checked, estimate });
  };

  return {
    'spec.templates': () =>
      ok(
        templates.map((template) => ({
          name: template.name,
          title: template.title,
          description: template.description,
          references: template.references.map((reference) => ({ ...reference })),
          toml: renderTemplate({ ...template, document: { ...template.document, seed: world.freshSeed() } }),
        })),
      ),
    'spec.check': ({ toml }, client) => answer(checkToml(toml), client),
    'spec.checkDocument': ({ document }, client) => answer(checkDocument(document), client),
    'spec.estimate': async ({ toml }, client) => {
      const { checked, spec } = checkToml(toml);
      if (spec === undefined) {
        const [problem] = checked.problems;
        return fail('spec.conflict', problem!.message, problem!.remedy);
      }
      const threads = threadsOf(spec.run.threads);
      return ok(await estimateTime(spec, { session: client.workspace, probe: world.probe, threads }));
    },
    'spec.freshSeed': () => ok({ seed: world.freshSeed() }),
    'spec.openFile': async ({ handle }) => {
      const path = pathOf(world, handle);
      if (!path.ok) return path;
      const bytes = await attempt(`read ${path.value}`, () =>
        readSmallFile(world.host.files, path.value, LARGEST + 1),
      );
      if (!bytes.ok) return bytes;
      if (bytes.value.length > LARGEST)
        return fail(
          'spec.tooLarge',
          `${path.value} is larger than any specification.`,
          'Check that this is a run specification.',
        );
      const toml = new TextDecoder().decode(bytes.value);
      const [problem] = checkToml(toml).checked.problems;
      const what =
        problem === undefined ? null : fail('spec.conflict', problem.message, problem.remedy).error;
      return ok({ toml, problem: what });
    },
  };
};
