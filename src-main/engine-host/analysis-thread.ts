/** The entry of an analysis thread: opens the workspace once more, for reading, and does jobs about its runs (thread/job.ts). */
import { workerData } from 'node:worker_threads';
import { localHost, openWorkspace, type WorkspaceHost } from '../workspace/workspace.ts';
import { doJob, type Job } from './thread/job.ts';
import { serveQuestions } from './thread/serve-questions.ts';

export interface AnalysisThreadData {
  readonly folder: string;
  readonly index: WorkspaceHost['index'];
}

const { folder, index } = workerData as AnalysisThreadData;
// its index was checked by who opened the workspace
const opened = openWorkspace(folder, { ...localHost(), index, check: 'none' });

serveQuestions<Job>(
  async (job) => {
    const workspace = await opened;
    return workspace.ok ? doJob(workspace.value, job) : workspace;
  },
  async () => {
    const workspace = await opened;
    if (workspace.ok) await workspace.value.close();
  },
);
