/**
 * The service behind the contract's `configuration.*` and `task.*`. Reading and computing happen in two field threads, one for inspections
 * and one for everything that needs a field in memory, so that a dropped file is recognised while another one flows.
 * Test: test/unit/main/configuration/handlers.test.ts, bad-files.test.ts.
 */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { FieldFacts, FieldRequest } from '../contract/index.ts';
import { machineMemory } from '../worker/machine-memory.ts';
import { startConversion, startMeasurement } from './commissions.ts';
import type { ConfigurationService, ConfigurationWorld } from './configuration-world.ts';
import { createFieldSupply } from './field-supply.ts';
import { createOpenFiles, resolveHandle } from './open-files.ts';
import { createOpenedTable } from './opened.ts';
import type { SiteField } from './site-field.ts';
import { cutSlice, cutVolume } from './slice.ts';
import { createThreadQueue, type ThreadQueueOptions } from './thread-queue.ts';

export interface ServiceOptions extends Partial<Omit<ThreadQueueOptions, 'name'>> {
  /** Bytes of computed fields that are kept. */
  readonly fieldBytes?: number;
  /** Files that are open at one time. */
  readonly openLimit?: number;
  /** Opening and computing that end sooner are not worth a line in the activity centre. */
  readonly quietMs?: number;
}

const fieldFacts = (
  { dims, axes, min, max, mean, sum, histogram }: SiteField,
  flowTime: number,
): FieldFacts => ({ dims: [...dims], axes: [...axes], min, max, mean, sum, histogram, flowTime });

export const configurationService = (
  world: ConfigurationWorld,
  options: ServiceOptions = {},
): ConfigurationService => {
  const {
    fieldBytes = 2 ** 30,
    openLimit = 64,
    quietMs = 400,
    memory = machineMemory(),
    ...timing
  } = options;
  const inspections = createThreadQueue({ ...timing, memory, name: 'inspect' });
  const computations = createThreadQueue({ ...timing, memory, name: 'fields' });
  const supply = createFieldSupply(world, computations, fieldBytes, quietMs);
  const opened = createOpenedTable(openLimit, supply.forget);
  const { open, use, facts } = createOpenFiles(world, inspections, opened, quietMs);

  const fieldOf = async (request: FieldRequest): Promise<Result<SiteField>> => {
    const entry = await use(request.configuration);
    return entry.ok ? supply.field(entry.value, request) : entry;
  };

  return {
    handlers: {
      'configuration.open': open,
      'configuration.get': async ({ configuration }, client) => {
        const found = opened.get(configuration);
        if (!found.ok) return found;
        // tells the clients when the file has changed; the facts stay those of the file that was opened
        await use(configuration);
        return ok(await facts(found.value, client));
      },
      'configuration.opened': async (_, client) =>
        ok(await Promise.all(opened.all().map((entry) => facts(entry, client)))),
      'configuration.close': ({ configuration }) => {
        opened.remove(configuration);
        return ok(null);
      },
      'configuration.field': async (request) => {
        const field = await fieldOf(request);
        return field.ok ? ok(fieldFacts(field.value, request.flowTime)) : field;
      },
      'configuration.slice': async ({ field: request, axes, at }) => {
        const field = await fieldOf(request);
        return field.ok ? cutSlice(field.value, axes, at) : field;
      },
      'configuration.volume': async ({ field: request, fixedAxis, at, maxExtent }) => {
        const field = await fieldOf(request);
        return field.ok ? cutVolume(field.value, fixedAxis, at, maxExtent) : field;
      },
      'configuration.measure': async (args) => {
        const entry = await use(args.configuration);
        return entry.ok ? startMeasurement(world, computations, entry.value, args) : entry;
      },
      'configuration.convert': async (args) => {
        const entry = await use(args.configuration);
        if (!entry.ok) return entry;
        const target = resolveHandle(world, args.target);
        return target.ok ? startConversion(world, computations, entry.value, args, target.value) : target;
      },
      'task.list': () => ok([...world.tasks.list()]),
      'task.cancel': ({ task }) => world.tasks.cancel(task),
    },
    close: async () => {
      await Promise.all([inspections.close(), computations.close()]);
      for (const { id } of opened.all()) opened.remove(id);
    },
  };
};
