/** Text for a report: versions, settings, the last log lines; paths shortened. Test: test/unit/main/host/diagnostics.test.ts. */
import type { Settings } from '../contract/index.ts';
import { shortenPaths } from './shorten-paths.ts';

export interface DiagnosticFacts {
  readonly version: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly settings: Settings;
  /** Newest last. */
  readonly log: readonly string[];
  readonly home: string;
  readonly user: string;
}

export const diagnosticsText = (facts: DiagnosticFacts): string => {
  const versions = Object.entries(facts.versions).flatMap(([name, version]) =>
    version === undefined ? [] : [`${name} ${version}`],
  );
  const lines = [
    `Plaquette ${facts.version}`,
    facts.platform,
    versions.join(', '),
    '',
    'Settings',
    JSON.stringify(facts.settings, null, 2),
    '',
    `Log (last ${facts.log.length} lines)`,
    ...facts.log,
  ];
  return `${shortenPaths(lines.join('\n'), facts.home, facts.user)}\n`;
};
