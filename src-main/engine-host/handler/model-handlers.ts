/** Answers to the calls about trained models. */
import { homedir } from 'node:os';
import { type Failure, ok } from '../../../src-engine/base/result.ts';
import type { Handlers, modelCalls } from '../../contract/index.ts';
import { shownFolder } from '../../host/place.ts';
import { checkModel } from '../../model/check-model.ts';
import { examinationFacts } from '../../model/examination-facts.ts';
import { examineInThread, standardCheck } from '../../model/examine-in-thread.ts';
import { modelDetailOf, modelRowOf } from '../../model/model-facts.ts';
import { type ModelStore, modelStore } from '../../model/model-store.ts';
import { checkUnused } from '../../model/model-uses.ts';
import { defaultThreads } from '../../worker/thread-count.ts';
import { trashFolder } from '../../workspace/layout.ts';
import type { ConnectedClient } from '../connection.ts';
import { inApplication } from '../in-application.ts';
import type { OpenSession } from '../session/open-session.ts';
import { type HandlerWorld, inSession, pathOf } from './handler-world.ts';

const storeOf = ({ host, folder }: OpenSession): ModelStore => modelStore(host, folder);

export const modelHandlers = (world: HandlerWorld): Handlers<keyof typeof modelCalls, ConnectedClient> => ({
  'model.list': inSession(async (_, session) => {
    const listed = await storeOf(session).list();
    if (!listed.ok) return listed;
    return ok({
      models: listed.value.models.map(modelRowOf),
      damaged: listed.value.damaged.map(({ id, folder, failure }) => ({
        id,
        folder: shownFolder(folder, homedir()),
        failure: inApplication(failure),
      })),
    });
  }),
  'model.inspect': inSession(async ({ model }, session) => {
    const detail = await modelDetailOf(
      {
        files: session.host.files,
        workspace: session.folder,
        store: storeOf(session),
        nameOfRun: (run) => session.book.entries.get(run)?.summary.name,
      },
      model,
    );
    return detail.ok ? ok({ ...detail.value, folder: shownFolder(detail.value.folder, homedir()) }) : detail;
  }),
  'model.check': inSession(async ({ model: id }, session) => {
    const model = await storeOf(session).load(id);
    if (!model.ok) return model;
    const { name } = model.value.manifest;
    const asked = world.threads();
    const question = { model: model.value, ...standardCheck, threads: asked > 0 ? asked : defaultThreads() };
    const check = examineInThread(question, (fraction) => task.report(fraction, null));
    const task = world.tasks.start({
      kind: 'check',
      title: `Checking the model ${name}`,
      cancel: check.cancel,
    });
    void check.result.then((examined) => {
      if (examined.ok) {
        const examination = examinationFacts(examined.value);
        session.tell('model.checked', { model: id, task: task.id, examination });
        task.finish(examination.verdict);
      } else if (examined.error.code === 'task.cancelled') task.cancelled();
      else task.fail(inApplication(examined.error));
    });
    return ok({ task: task.id });
  }),
  'model.import': inSession(async ({ handle }, session) => {
    const path = pathOf(world, handle);
    if (!path.ok) return path;
    const imported = await storeOf(session).importFrom(path.value, checkModel);
    if (!imported.ok) return imported;
    const { model, isNew, former } = imported.value;
    if (isNew) session.tell('model.listChanged', {});
    return ok({ model: model.manifest.id, isNew, former });
  }),
  'model.export': inSession(async ({ model, target, form }, session) => {
    const path = pathOf(world, target);
    if (!path.ok) return path;
    const exported = await storeOf(session).exportTo(model, path.value, form, 'replace');
    return exported.ok ? ok(null) : exported;
  }),
  'model.remove': inSession(async ({ models }, session) => {
    const store = storeOf(session);
    const removed: string[] = [];
    let refused: Failure | undefined;
    for (const id of new Set(models)) {
      const stored = await store.get(id);
      // a damaged model has no name any more, but its identifier
      const named = stored.ok ? stored.value.manifest : { id, name: id };
      const unused = await checkUnused(session.host.files, session.folder, named);
      const moved = unused.ok ? await store.remove(id) : unused;
      if (moved.ok) removed.push(id);
      else refused ??= moved.error;
    }
    if (removed.length > 0) session.tell('model.listChanged', {});
    if (removed.length === 0 && refused !== undefined) return { ok: false, error: refused };
    if (refused !== undefined) session.tell('workspace.problem', { failure: inApplication(refused) });
    return ok({ removed, folder: shownFolder(trashFolder(session.folder), homedir()) });
  }),
});
