/**
 * The gauge field that a field thread has in hand: the links of one file on a device, and the same field flowed to the time that was last
 * asked for. A later flow time goes on from there; an earlier one starts again from the links. Another file, or fewer threads, and all
 * of it is given back first. Test: test/unit/main/configuration/field-lab.test.ts.
 */
import { ok, type Result } from '../../src-engine/base/result.ts';
import { type GradientFlow, startFlow } from '../../src-engine/flow/gradient-flow.ts';
import { type OpenOptions, streamLinks } from '../../src-engine/format/index.ts';
import { groupOfColours } from '../../src-engine/group/group.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import type { Executor } from '../../src-engine/kernel/executor.ts';
import { type GaugeField, makeGaugeField } from '../../src-engine/lattice/gauge-field.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { openFileSource } from '../storage/file-source.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { checkComputable, type Shape } from './field-memory.ts';
import { checkUnchanged, type FileIdentity } from './file-identity.ts';
import type { Ticket } from './ticket.ts';

/** Of the Wilson flow that fields are shown after: its error is a few 1e-4 of the largest value at most, less than eyes can tell. */
export const FLOW_STEP = 0.04;
/** Flow times closer than this are the same. */
const SAME_TIME = 1e-9;

export interface LabWorld {
  readonly files: FileSystem;
  /** Bytes of memory of the machine. */
  readonly memory: number;
  executor(threads: number): Executor;
}

export interface FieldToLoad {
  readonly file: FileIdentity;
  readonly geometry: OpenOptions;
  readonly threads: number;
}

interface Loaded {
  readonly key: string;
  readonly executor: Executor;
  readonly field: GaugeField;
  flow: GradientFlow | undefined;
}

export interface FieldLab {
  readonly world: LabWorld;
  /** `fits` sees the shape before anything is allocated. */
  load(
    wanted: FieldToLoad,
    fits: (shape: Shape) => Result<null>,
    ticket: Ticket,
  ): Promise<Result<GaugeField>>;
  /** The loaded field at a flow time; the caller does not change it. */
  flowed(time: number, ticket: Ticket): GaugeField;
  /** Gives the flowed field back. */
  releaseFlow(): void;
  /** Gives everything back. */
  drop(): void;
}

const keyOf = ({ file, geometry }: FieldToLoad): string => JSON.stringify([file, geometry]);

export const createFieldLab = (world: LabWorld): FieldLab => {
  let loaded: Loaded | undefined;

  const drop = (): void => {
    loaded?.executor.dispose();
    loaded = undefined;
  };

  const read = async (
    wanted: FieldToLoad,
    fits: (shape: Shape) => Result<null>,
    ticket: Ticket,
  ): Promise<Result<Loaded>> => {
    const same = await checkUnchanged(world.files, wanted.file);
    if (!same.ok) return same;
    const source = await openFileSource(world.files, wanted.file.path);
    if (!source.ok) return source;
    let made: Loaded | undefined;
    try {
      const streamed = await streamLinks(source.value, wanted.geometry, ({ dims, colours }) => {
        const possible = checkComputable({ dims, colours });
        if (!possible.ok) return possible;
        const room = fits({ dims, colours });
        if (!room.ok) return room;
        const executor = world.executor(wanted.threads);
        const lattice = new Lattice(new Device(executor), dims);
        const field = makeGaugeField(lattice, groupOfColours(colours));
        made = { key: keyOf(wanted), executor, field, flow: undefined };
        const slices = dims[dims.length - 1]!;
        return ok((slice, values) => {
          ticket.report(slice / slices, `reading time slice ${slice + 1} of ${slices}`);
          lattice.writeRange(field.links, slice * values.length, values);
        });
      });
      if (streamed.ok) {
        const still = await checkUnchanged(world.files, wanted.file);
        if (still.ok) {
          const complete = made!;
          made = undefined;
          return ok(complete);
        }
        return still;
      }
      return streamed;
    } finally {
      made?.executor.dispose();
      await source.value.close();
    }
  };

  const load: FieldLab['load'] = async (wanted, fits, ticket) => {
    if (loaded?.key === keyOf(wanted) && loaded.executor.threads <= wanted.threads) {
      const { lattice, group } = loaded.field;
      const room = fits({ dims: lattice.dims, colours: group.colours });
      if (!room.ok) return room;
      const same = await checkUnchanged(world.files, wanted.file);
      return same.ok ? ok(loaded.field) : same;
    }
    drop();
    const fresh = await read(wanted, fits, ticket);
    if (!fresh.ok) return fresh;
    loaded = fresh.value;
    return ok(loaded.field);
  };

  const releaseFlow = (): void => {
    loaded?.flow?.release();
    if (loaded !== undefined) loaded.flow = undefined;
  };

  const flowed: FieldLab['flowed'] = (time, ticket) => {
    const { field } = loaded!;
    if (time <= SAME_TIME) return field;
    if (loaded!.flow !== undefined && loaded!.flow.time > time + SAME_TIME) releaseFlow();
    const flow = (loaded!.flow ??= startFlow(field, { step: FLOW_STEP }));
    const from = flow.time;
    if (flow.time < time - SAME_TIME)
      flow.advance(time, (now) =>
        ticket.report((now - from) / (time - from), `flow time ${now.toFixed(2)} of ${time}`),
      );
    return flow.field;
  };

  return { world, load, flowed, releaseFlow, drop };
};
