/**
 * The tables of index.sqlite, as numbered steps; `PRAGMA user_version` says how many have been taken.
 * The index is a cache: a file with more steps than this build knows is rebuilt beside it, never guessed at.
 */
export const indexSteps: readonly string[] = [
  `
  CREATE TABLE cursor (
    run TEXT NOT NULL, file TEXT NOT NULL,
    offset INTEGER NOT NULL, mark TEXT NOT NULL, damaged INTEGER NOT NULL,
    PRIMARY KEY (run, file)
  );
  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    created TEXT, name TEXT, template TEXT, code_version TEXT, spec_hash TEXT, spec_sha256 TEXT,
    parent TEXT, parent_kind TEXT, parent_update INTEGER,
    last_event TEXT NOT NULL DEFAULT 'prepared', failure_code TEXT, host TEXT, boot TEXT,
    segment INTEGER NOT NULL DEFAULT 0, changed TEXT
  );
  CREATE TABLE configuration (
    run TEXT NOT NULL, file TEXT NOT NULL, position INTEGER NOT NULL,
    update_number INTEGER NOT NULL, segment INTEGER NOT NULL,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, plaquette REAL NOT NULL, time TEXT NOT NULL,
    PRIMARY KEY (run, file)
  );
  CREATE TABLE series_chunk (
    run TEXT NOT NULL, name TEXT NOT NULL, segment INTEGER NOT NULL, part INTEGER NOT NULL,
    width INTEGER NOT NULL, count INTEGER NOT NULL, last_update INTEGER NOT NULL,
    updates BLOB NOT NULL, points BLOB NOT NULL, crc INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX series_chunk_key ON series_chunk (run, name, segment, part);
  `,
  'ALTER TABLE run ADD COLUMN stop_reason TEXT',
  // What lists of runs need is kept ready. The logs are entered again, because alarms were not counted before.
  `
  ALTER TABLE run ADD COLUMN alarms INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE progress (run TEXT PRIMARY KEY, last_update INTEGER NOT NULL);
  INSERT INTO progress SELECT run, (SELECT last_update FROM series_chunk WHERE run = r.run
    ORDER BY segment DESC, last_update DESC LIMIT 1) FROM (SELECT DISTINCT run FROM series_chunk) AS r;
  CREATE TABLE summary (
    run TEXT PRIMARY KEY,
    last_update INTEGER NOT NULL, segment INTEGER NOT NULL, cut INTEGER NOT NULL, value BLOB NOT NULL
  );
  CREATE TABLE spec_facts (spec_sha256 TEXT PRIMARY KEY, value BLOB NOT NULL);
  DELETE FROM run;
  DELETE FROM configuration;
  DELETE FROM cursor WHERE file = 'log';
  `,
  // Scalar fields have no plaquette.
  `
  ALTER TABLE configuration RENAME TO older;
  CREATE TABLE configuration (
    run TEXT NOT NULL, file TEXT NOT NULL, position INTEGER NOT NULL,
    update_number INTEGER NOT NULL, segment INTEGER NOT NULL,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, plaquette REAL, time TEXT NOT NULL,
    PRIMARY KEY (run, file)
  );
  INSERT INTO configuration SELECT run, file, position, update_number, segment, sha256, bytes, plaquette, time FROM older;
  DROP TABLE older;
  `,
];
