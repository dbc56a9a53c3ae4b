/** Each kind of work of a field thread, carried out on its lab. Test: test/unit/main/configuration/field-work.test.ts. */
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { groupName, type Inspection, inspect } from '../../src-engine/format/index.ts';
import { groupOfColours } from '../../src-engine/group/group.ts';
import { chargeKind } from '../../src-engine/observable/index.ts';
import type { MeasurementFacts, Quantity } from '../contract/index.ts';
import { openFileSource } from '../storage/file-source.ts';
import { type ConvertedFile, convertFile } from './convert-file.ts';
import type { FieldLab } from './field-lab.ts';
import {
  checkRoom,
  memoryOfConversion,
  memoryOfField,
  memoryOfMeasurement,
  type Shape,
} from './field-memory.ts';
import type { FieldResults, FieldWork, FieldWorkKind, FieldWorks } from './field-messages.ts';
import { checkUnchanged } from './file-identity.ts';
import { measureField } from './measurement.ts';
import { measurementFacts } from './measurement-facts.ts';
import { type SiteField, siteField } from './site-field.ts';
import { Cancelled, partOf, type Ticket } from './ticket.ts';

const quantityNames: Readonly<Record<Quantity, string>> = {
  plaquette: 'The plaquette',
  'action-density': 'The action density',
  'topological-charge-density': 'The topological charge density',
  'polyakov-real': 'The Polyakov loop',
  'polyakov-modulus': 'The Polyakov loop',
};

const on = ({ dims, colours }: Shape): string => `of ${groupName(colours)} on ${dims.join(' x ')}`;

const inspectFile = async (
  { world }: FieldLab,
  { file, geometry }: FieldWorks['inspect'],
  ticket: Ticket,
): Promise<Result<Inspection>> => {
  const source = await openFileSource(world.files, file.path);
  if (!source.ok) return source;
  let report: Result<Inspection>;
  try {
    ticket.report(0, 'reading the header');
    report = await inspect(source.value, geometry, (done, total) =>
      ticket.report(done / total, `time slice ${done} of ${total}`),
    );
  } finally {
    await source.value.close();
  }
  const same = await checkUnchanged(world.files, file);
  return same.ok ? report : same;
};

const computeField = async (
  lab: FieldLab,
  work: FieldWorks['field'],
  ticket: Ticket,
): Promise<Result<SiteField>> => {
  const { quantity, flowTime } = work;
  const fits = (shape: Shape): Result<null> => {
    const kind = chargeKind(groupOfColours(shape.colours), shape.dims.length);
    if (quantity === 'topological-charge-density' && kind === 'none')
      return fail(
        'format.unsupported',
        `There is no topological charge density ${on(shape)}.`,
        'It is there for SU(N) in four dimensions and U(1) in two; choose another quantity.',
      );
    const what = `${quantityNames[quantity]} ${on(shape)}${flowTime > 0 ? ' after gradient flow' : ''}`;
    const remedy =
      flowTime > 0
        ? 'Look at it without flow, which needs about half of it, or use a machine with more memory.'
        : 'Inspecting and converting the file need less; for this, use a machine with more memory or a smaller lattice.';
    return checkRoom(what, memoryOfField(shape, quantity, flowTime), lab.world.memory, remedy);
  };
  const share = flowTime > 0 ? 0.1 : 0.9;
  const loaded = await lab.load(work, fits, partOf(ticket, 0, share));
  if (!loaded.ok) return loaded;
  const field = lab.flowed(flowTime, partOf(ticket, share, 1));
  ticket.report(null, 'computing the field');
  return ok(siteField(field, quantity));
};

const measure = async (
  lab: FieldLab,
  work: FieldWorks['measure'],
  ticket: Ticket,
): Promise<Result<MeasurementFacts[]>> => {
  const fits = (shape: Shape): Result<null> =>
    checkRoom(
      `This measurement ${on(shape)}`,
      memoryOfMeasurement(shape, work.options),
      lab.world.memory,
      'Measure without flow and smearing, or use a machine with more memory.',
    );
  const loaded = await lab.load(work, fits, partOf(ticket, 0, 0.2));
  if (!loaded.ok) return loaded;
  lab.releaseFlow();
  const rest = partOf(ticket, 0.2, 1);
  const measured = measureField(loaded.value, work.options, (fraction, step) => rest.report(fraction, step));
  return measured.ok ? ok(measured.value.map(measurementFacts)) : measured;
};

const convert = async (
  lab: FieldLab,
  work: FieldWorks['convert'],
  ticket: Ticket,
): Promise<Result<ConvertedFile>> => {
  // both at once would be too much for large fields
  lab.drop();
  const { files, memory } = lab.world;
  const { file, geometry, shape, target, format, precision, date } = work;
  const same = await checkUnchanged(files, file);
  if (!same.ok) return same;
  const room = checkRoom(
    `Converting ${basename(file.path)}`,
    memoryOfConversion(shape),
    memory,
    'Convert it on a machine with more memory.',
  );
  if (!room.ok) return room;
  const parts = {
    read: [0, 0.4, 'reading'],
    write: [0.4, 0.6, 'writing'],
    check: [0.6, 1, 'reading again'],
  } as const;
  return convertFile(files, {
    input: file.path,
    output: target,
    format,
    precision,
    date,
    geometry,
    rule: 'replace',
    damaged: 'refuse',
    onProgress: (stage, done, total) => {
      const [from, to, words] = parts[stage];
      const step = stage === 'write' ? words : `${words} time slice ${done} of ${total}`;
      partOf(ticket, from, to).report(done / total, step);
    },
  });
};

const carryOut = (
  lab: FieldLab,
  work: FieldWork,
  ticket: Ticket,
): Promise<Result<FieldResults[FieldWorkKind]>> => {
  switch (work.kind) {
    case 'inspect':
      return inspectFile(lab, work, ticket);
    case 'field':
      return computeField(lab, work, ticket);
    case 'measure':
      return measure(lab, work, ticket);
    case 'convert':
      return convert(lab, work, ticket);
  }
};

const outOfMemory = /memory|allocation|array length/i;

/**
 * Does the work. What ends it early leaves the lab usable: memory that was in use is given back with all the rest of it, but a flow
 * that is cut off between two steps stays.
 */
export const perform = async (
  lab: FieldLab,
  work: FieldWork,
  ticket: Ticket,
): Promise<Result<FieldResults[FieldWorkKind]>> => {
  try {
    const result = await carryOut(lab, work, ticket);
    // a sink that was told to stop fails like a disk
    if (!result.ok && ticket.cancelled) throw new Cancelled();
    return result;
  } catch (error) {
    if (!(error instanceof Cancelled && work.kind === 'field')) lab.drop();
    if (error instanceof RangeError && outOfMemory.test(error.message))
      return fail(
        'resource.memory',
        `The machine did not give the memory that was needed (${error.message}).`,
        'Close other programs or stop runs, then try again.',
      );
    if (!(error instanceof Cancelled) && 'damaged' in work && work.damaged)
      return fail(
        'format.malformed',
        `The links of ${basename(work.file.path)} are too damaged for this: ${error instanceof Error ? error.message : String(error)}`,
        'Look at the plaquette without flow to see where they are damaged, or get the file again from its origin.',
      );
    throw error;
  }
};
