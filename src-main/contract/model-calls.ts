/** Trained models of the workspace: looking at them, taking them in and out. Training makes them: a run whose specification says how. */
import { z } from 'zod';
import { changeCall, noArgs, nothing, readCall } from './call.ts';
import { damagedModel, modelDetail, modelId, modelRow } from './model-values.ts';
import { fileHandle, taskId } from './values.ts';

export const modelCalls = {
  /** Oldest first. */
  'model.list': readCall(noArgs, z.object({ models: z.array(modelRow), damaged: z.array(damagedModel) })),
  'model.inspect': readCall(z.strictObject({ model: modelId }), modelDetail),
  /** A task; what it finds comes as `model.checked`. */
  'model.check': changeCall(z.strictObject({ model: modelId }), z.object({ task: taskId })),
  /** From an exported file, or a folder with model.json and weights.safetensors; refused piece by piece when they do not fit. */
  'model.import': changeCall(
    z.strictObject({ handle: fileHandle }),
    /** `isNew` is false when the workspace had it already; `former`: the identifier that it had, where another model has that here. */
    z.object({ model: modelId, isNew: z.boolean(), former: modelId.nullable() }),
  ),
  /** As one file that replaces what is there, or into an empty or missing folder. */
  'model.export': changeCall(
    z.strictObject({ model: modelId, target: fileHandle, form: z.enum(['file', 'folder']) }),
    nothing,
  ),
  /** Into the trash folder; refused for a model that a run names. */
  'model.remove': changeCall(
    z.strictObject({ models: z.array(modelId).min(1).max(1000) }),
    z.object({ removed: z.array(modelId), folder: z.string() }),
  ),
} as const;
