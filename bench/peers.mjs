import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram } from './find-program.mjs';

/**
 * @typedef {object} ServerStart
 * @property {readonly string[]} command
 * @property {NodeJS.ProcessEnv} [env]
 *
 * @typedef {object} ServerKind
 * @property {string} name as in the table
 * @property {string | null} program null where it is not installed
 * @property {string} version of the program, as far as it tells
 * @property {string} howToInstall
 * @property {boolean} listsFolders false where its listing is not a page
 * @property {(place: { root: string, port: number, stateFolder: string }) => ServerStart} start serves `root` on
 *   127.0.0.1:`port` in the foreground; what it wants to write goes to `stateFolder`
 */

/** The server that all others are compared with. */
export const ourName = 'Doorstep';

const debian = (/** @type {string} */ name) => `apt-get install ${name}`;
const npm = (/** @type {string} */ name) =>
  `npm install --prefix FOLDER ${name}, and DOORSTEP_BENCH_PEERS=FOLDER in the environment`;

/**
 * Our command line, as it is used: with its access log, to /dev/null as the others' logs.
 *
 * @param {string} name
 * @param {string} file out/cli/doorstep.js of some build
 * @returns {ServerKind}
 */
export function doorstep(name, file) {
  return {
    name,
    program: process.execPath,
    version: '',
    howToInstall: 'npm run build',
    listsFolders: true,
    start: ({ root, port }) => ({
      command: [
        process.execPath,
        file,
        '--no-discovery',
        '--strict-port',
        '--bind',
        '127.0.0.1',
        '--port',
        String(port),
        root,
      ],
    }),
  };
}

/** @returns {ServerKind[]} */
export function allPeers() {
  return [nginx(), caddy(), pythonHttpServer(), httpServer(), serve(), hfs()];
}

/** @returns {ServerKind} */
function nginx() {
  const program = findProgram('nginx');
  return {
    name: 'nginx',
    program,
    version: versionIn(outputOf(program, ['-v'])),
    howToInstall: debian('nginx-light'),
    listsFolders: true,
    start: ({ root, port, stateFolder }) => {
      const file = join(stateFolder, 'nginx.conf');
      writeFileSync(file, nginxConfiguration(root, port, stateFolder));
      return { command: [String(program), '-c', file, '-p', stateFolder, '-e', 'stderr'] };
    },
  };
}

/**
 * @param {string} root
 * @param {number} port
 * @param {string} stateFolder
 */
function nginxConfiguration(root, port, stateFolder) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${stateFolder}/${name};`)
    .join('\n');
  return `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
worker_rlimit_nofile 4096;
pid ${stateFolder}/nginx.pid;
error_log stderr crit;
events { worker_connections 2048; }
http {
${temporary}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  default_type application/octet-stream;
  types { text/html html; text/plain txt; }
  server {
    listen 127.0.0.1:${port} backlog=511;
    root ${root};
    autoindex on;
  }
}
`;
}

/** @returns {ServerKind} */
function caddy() {
  const program = findProgram('caddy');
  return {
    name: 'caddy',
    program,
    version: versionIn(outputOf(program, ['version'])),
    howToInstall: debian('caddy'),
    listsFolders: true,
    start: ({ root, port, stateFolder }) => ({
      command: [String(program), 'file-server', '--browse', '--listen', `127.0.0.1:${port}`, '--root', root],
      env: { ...process.env, HOME: stateFolder, XDG_CONFIG_HOME: stateFolder, XDG_DATA_HOME: stateFolder },
    }),
  };
}

/** `python3` on the PATH may be a script that looks for the real one. */
function pythonHttpServer() {
  const tellItself = 'import http.server, platform, sys; print(sys.executable, platform.python_version())';
  const [program = null, version = ''] = outputOf(findProgram('python3'), ['-c', tellItself]).trim().split(' ');
  return /** @type {ServerKind} */ ({
    name: 'python',
    program: program || null,
    version,
    howToInstall: debian('python3'),
    listsFolders: true,
    start: ({ root, port }) => ({
      command: [String(program), '-m', 'http.server', '--bind', '127.0.0.1', '--directory', root, String(port)],
    }),
  });
}

/** @returns {ServerKind} */
function httpServer() {
  const program = findProgram('http-server');
  return {
    name: 'http-server',
    program,
    version: npmVersion(program),
    howToInstall: npm('http-server'),
    listsFolders: true,
    start: ({ root, port }) => ({
      command: [String(program), root, '-a', '127.0.0.1', '-p', String(port), '--silent', '-c-1'],
      env: onLoopbackOnly(),
    }),
  };
}

/** @returns {ServerKind} */
function serve() {
  const program = findProgram('serve');
  const options = ['--no-request-logging', '--no-clipboard', '--no-compression', '--no-port-switching'];
  return {
    name: 'serve',
    program,
    version: npmVersion(program),
    howToInstall: npm('serve'),
    listsFolders: true,
    start: ({ root, port }) => ({
      command: [String(program), ...options, '--listen', `tcp://127.0.0.1:${port}`, root],
      env: { ...onLoopbackOnly(), NO_UPDATE_CHECK: '1' },
    }),
  };
}

/** @returns {ServerKind} */
function hfs() {
  const program = findProgram('hfs');
  return {
    name: 'HFS',
    program,
    version: npmVersion(program),
    howToInstall: npm('hfs'),
    listsFolders: false,
    start: ({ root, port, stateFolder }) => {
      const settings = {
        port,
        listen_interface: '127.0.0.1',
        open_browser_at_start: false,
        log: '',
        error_log: '',
        vfs: { source: root },
      };
      mkdirSync(stateFolder, { recursive: true });
      writeFileSync(join(stateFolder, 'config.yaml'), JSON.stringify(settings)); // YAML reads JSON
      return { command: [String(program), '--cwd', stateFolder], env: { ...onLoopbackOnly(), HOME: stateFolder } };
    },
  };
}

function onLoopbackOnly() {
  return { ...process.env, NODE_OPTIONS: `--require=${join(import.meta.dirname, 'loopback-only.cjs')}` };
}

/**
 * @param {string | null} program
 * @param {readonly string[]} args
 * @returns {string} standard output and error; empty where there is no such program
 */
function outputOf(program, args) {
  if (!program) return '';
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 10_000 });
  return `${stdout ?? ''}${stderr ?? ''}`;
}

/** @param {string} text */
function versionIn(text) {
  return /\d+\.\d+(\.\d+)*/.exec(text)?.[0] ?? '';
}

/**
 * From its package's manifest: not every program takes `--version` for a question.
 *
 * @param {string | null} program
 */
function npmVersion(program) {
  if (!program) return '';
  for (let folder = dirname(realpathSync(program)); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      return String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version);
    } catch {
      // It stands further up.
    }
  }
  return '';
}
