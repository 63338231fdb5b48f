// Runs before `npm start` and `npm test`, on any Node from 20: installs the packages of package-lock.json, unless
// they are there already. Node's own modules only: there may be no others yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const lockFile = join(root, 'package-lock.json')
const OLDEST_NODE = 20

const node = Number(process.versions.node.split('.')[0])
if (node < OLDEST_NODE) {
  fail(
    `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE} or newer from https://nodejs.org`,
  )
} else if (!existsSync(lockFile)) {
  fail('package-lock.json is missing: get it back with `git checkout package-lock.json`')
} else {
  const reason = reasonToInstall()
  if (reason !== undefined) install(reason)
  if (process.exitCode === undefined) checkNewNode()
}

function install(reason) {
  console.log(`bootstrap: ${reason}, running \`npm ci\` …`)
  const start = performance.now()
  // A registry that does not answer is told of within seconds, not within minutes.
  const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000']
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...patience]
  const { status, signal, error } = npm(args)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (error !== undefined) {
    fail(`npm cannot be run (${error.message}): it comes with Node, from https://nodejs.org`)
  } else if (status !== 0) {
    const how = signal === null ? `exit code ${status}` : `signal ${signal}`
    fail(`npm ci failed after ${seconds} s (${how}), see what it says above; then try again`, status ?? 1)
  } else {
    console.log(`bootstrap: packages installed in ${seconds} s`)
  }
}

/** The npm that runs this script, else the one on PATH. */
function npm(args) {
  const options = { cwd: root, stdio: 'inherit' }
  const script = process.env.npm_execpath
  // Not with the Node that runs this: it may be one of the packages, which npm is about to remove.
  const nodeOfNpm = process.env.npm_node_execpath ?? process.execPath
  if (script?.endsWith('.js')) return spawnSync(nodeOfNpm, [script, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** What follows runs .ts files with the Node that is one of the packages; its install script puts it in place. */
function checkNewNode() {
  if (node >= 24 || existsSync(join(root, 'node_modules', '.bin', 'node'))) return
  fail('npm did not run the install script that gets Node 24: run `npm rebuild node --ignore-scripts=false`')
}

/** npm leaves a lockfile of what it has installed inside node_modules: that must agree with ours. */
function reasonToInstall() {
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return 'the packages are not installed'
  const wanted = packagesOf(lockFile)
  const installed = packagesOf(installedFile)
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    const found = installed[path]
    // What is optional may be for another platform.
    if (path === '' || link || (optional && found === undefined)) continue
    const isThere = found?.version === version && existsSync(join(root, path))
    if (!isThere) return `${path.replace(/^node_modules\//, '')} ${version} is not installed`
  }
  return undefined
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

function fail(message, code = 1) {
  console.error(`bootstrap: ${message}`)
  process.exitCode = code
}
