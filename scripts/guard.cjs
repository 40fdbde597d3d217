'use strict';
/**
 * Loaded before every program of the project (see `run`): what is not as `npm ci` leaves it ends in one sentence that
 * says what to do. Plain JavaScript of the year 2018, because the Node.js that reads it may be an old one of the
 * machine's.
 */
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

/** The major version that the code is written for. */
const NEEDED = 24;

/**
 * @param {{ root: string, version: string, platform: string, arch: string }} scene the project's folder, and what
 *   process says of the Node.js that runs
 * @returns {string | undefined} what a person has to do before Samling can run
 */
function obstacle({ root, version, platform, arch }) {
  const modules = path.join(root, 'node_modules');
  if (!fs.existsSync(modules)) return 'Samling is not installed yet: run `npm ci` in its folder.';
  const { dependencies, optionalDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  if (parseInt(version, 10) < NEEDED) {
    const names = [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`];
    const name = names.find((each) => each in optionalDependencies);
    return `${runtimeObstacle(modules, name, `${platform} ${arch}`)} (The Node.js of this machine is ${version}.)`;
  }
  const missing = Object.keys(dependencies).filter((each) => !fs.existsSync(path.join(modules, each)));
  if (missing.length > 0) return `Packages are missing (${missing.join(', ')}): run \`npm ci\` again.`;
  if (fs.existsSync(path.join(root, 'src', 'database', 'generated', 'client.ts'))) return undefined;
  return 'The database client is missing (src/database/generated): `git checkout src/database/generated` brings it back.';
}

function runtimeObstacle(modules, name, machine) {
  const other = `install Node.js ${NEEDED} or newer (https://nodejs.org)`;
  if (!name) return `npm has no Node.js ${NEEDED} for ${machine}: ${other}.`;
  const program = path.join(modules, name, 'bin', 'node');
  if (!fs.existsSync(program)) {
    return `The Node.js that Samling brings (${name}) is missing: run \`npm ci\` without leaving out optional packages, or ${other}.`;
  }
  const { error, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const reason = error ? `${error.code}, as where there is no glibc` : stderr.trim().split('\n')[0];
  return `The Node.js that Samling brings does not run on this machine (${reason}): add what it lacks, or ${other}.`;
}

module.exports = { obstacle };

const found = obstacle({
  root: path.join(__dirname, '..'),
  version: process.versions.node,
  platform: process.platform,
  arch: process.arch,
});
if (found) {
  process.stderr.write(`${found}\n`);
  process.exit(1);
}
