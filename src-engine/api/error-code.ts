/** Every failure a user can meet, as `area.reason`. Stable: scripts match on these. */
export type ErrorCode =
  // files from strangers
  | 'format.unknown'
  | 'format.truncated'
  | 'format.malformed'
  | 'format.unsupported'
  | 'format.geometryNeeded'
  | 'format.geometryMismatch'
  | 'format.checksumMismatch'
  | 'format.tooLarge'
  | 'format.notGauge'
  | 'format.writeUnsupported'
  // run specifications
  | 'spec.syntax'
  | 'spec.unknownKey'
  | 'spec.missingKey'
  | 'spec.unusedKey'
  | 'spec.wrongType'
  | 'spec.outOfRange'
  | 'spec.conflict'
  | 'spec.tooLarge'
  // actions written by users
  | 'action.syntax'
  | 'action.openLoop'
  // linear solvers and eigenvalues
  | 'solver.notConverged'
  | 'solver.stagnated'
  | 'solver.breakdown'
  // fermions
  | 'fermion.unsupported'
  | 'fermion.spectralBounds'
  // statistics
  | 'statistics.tooShort'
  | 'statistics.notFinite'
  | 'statistics.noFit'
  // runs
  | 'run.diverged'
  | 'run.notFound'
  | 'run.locked'
  | 'run.finished'
  | 'run.notRunning'
  | 'run.checkpointMissing'
  | 'run.checkpointDamaged'
  | 'run.specChanged'
  | 'run.noSeries'
  // trained models
  | 'model.malformed'
  | 'model.mismatch'
  | 'model.notFinite'
  | 'model.unsupported'
  | 'model.notFound'
  | 'model.inUse'
  // races of samplers
  | 'race.notFound'
  | 'race.differentTargets'
  | 'race.running'
  // the workspace on disk
  | 'workspace.notFound'
  | 'workspace.exists'
  | 'workspace.versionTooNew'
  | 'workspace.damaged'
  | 'workspace.conflictCopy'
  | 'workspace.notEmpty'
  | 'store.readOnly'
  | 'store.diskFull'
  | 'store.notFound'
  | 'store.failed'
  | 'store.changed'
  // messages between the program's processes
  | 'ipc.refused'
  | 'ipc.malformed'
  | 'ipc.unknownCall'
  | 'ipc.gone'
  | 'ipc.handle'
  | 'workspace.none'
  | 'task.cancelled'
  | 'task.unknown'
  | 'configuration.notOpen'
  | 'host.unsupported'
  // the server of the pages
  | 'serve.notBuilt'
  | 'serve.portInUse'
  | 'serve.address'
  // a defect of the program; the only one that invites a report
  | 'internal'
  // command line
  | 'usage.wrong'
  | 'resource.memory';
