/**
 * What users commission on an opened configuration and is answered with a task: measuring and converting. What can be refused at once is.
 * Test: test/unit/main/configuration/handlers.test.ts, bad-files.test.ts.
 */
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { coloursOf } from '../../src-engine/format/index.ts';
import type { configurationCalls, DecodedArgsOf } from '../contract/index.ts';
import type { ConfigurationWorld } from './configuration-world.ts';
import { sameFile } from './convert-file.ts';
import type { Shape } from './field-memory.ts';
import { recordTimeStep } from './measurement.ts';
import { nameOf, type Opened, shapeOf } from './opened.ts';
import { startTaskJob } from './task-jobs.ts';
import type { ThreadQueue } from './thread-queue.ts';
import { conversionOutcome, measureOutcome } from './words.ts';

type Args<N extends keyof typeof configurationCalls> = DecodedArgsOf<(typeof configurationCalls)[N]>;
type Started = Result<{ task: string }>;

export const startMeasurement = (
  world: ConfigurationWorld,
  queue: ThreadQueue,
  entry: Opened,
  { configuration, request }: Args<'configuration.measure'>,
): Started => {
  const shape = shapeOf(entry);
  if (!shape.ok) return shape;
  const { file, geometry, inspection } = entry;
  const work = {
    kind: 'measure',
    file,
    geometry,
    threads: world.threads(),
    damaged: inspection.status === 'problem',
    options: { ...request, flowRecord: recordTimeStep(request.flowTime) },
  } as const;
  const { task } = startTaskJob(world.tasks, queue, work, {
    kind: 'measure',
    title: `Measuring ${request.observables.join(', ')} on ${nameOf(entry)}`,
    quietMs: 0,
    outcome: (results) => measureOutcome(results, inspection),
    deliver: (results, id) => world.emit('configuration.measured', { configuration, task: id, results }),
  });
  return ok({ task });
};

/** Damaged fields are not converted: the copy would hide the damage behind fresh checksums. */
const convertible = (entry: Opened): Result<Shape> => {
  const { content, dims, group, status } = entry.inspection;
  const colours = group === null ? undefined : coloursOf(group);
  if (content !== 'gauge' || dims === null || colours === undefined)
    return fail(
      'format.notGauge',
      `${nameOf(entry)} holds no gauge field.`,
      'Only gauge fields are converted.',
    );
  if (status === 'problem')
    return fail(
      'format.malformed',
      `${nameOf(entry)} fails its checks; a copy would hide the damage behind fresh checksums.`,
      'Get the file again from its origin; the command line copies it on purpose with --accept-damaged.',
    );
  return ok({ dims, colours });
};

const checkTarget = async (
  { files }: ConfigurationWorld,
  input: string,
  target: string,
): Promise<Result<null>> => {
  if (input === target || (await sameFile(input, target)))
    return fail(
      'usage.wrong',
      `${basename(target)} is the opened file itself.`,
      'Choose another name: an original is never written to.',
    );
  const there = await files.facts(target).catch(() => undefined);
  return there === undefined || there.kind === 'file'
    ? ok(null)
    : fail('usage.wrong', `${basename(target)} is not a file.`, 'Choose a name for a new file.');
};

export const startConversion = async (
  world: ConfigurationWorld,
  queue: ThreadQueue,
  entry: Opened,
  { format, precision }: Args<'configuration.convert'>,
  target: string,
): Promise<Started> => {
  const shape = convertible(entry);
  if (!shape.ok) return shape;
  const { file, geometry } = entry;
  const free = await checkTarget(world, file.path, target);
  if (!free.ok) return free;
  const work = {
    kind: 'convert',
    file,
    geometry,
    shape: shape.value,
    target,
    format,
    precision,
    date: new Date().toISOString(),
  } as const;
  const name = basename(target);
  const { task } = startTaskJob(world.tasks, queue, work, {
    kind: 'convert',
    title: `Converting ${nameOf(entry)} to ${name}`,
    quietMs: 0,
    outcome: (converted) => conversionOutcome(name, converted),
  });
  return ok({ task });
};
