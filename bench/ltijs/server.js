/**
 * The tool on ltijs that `bench/launch.py` compares with: as its own manual shows, state in SQLite
 * by ltijs-sequelize (WAL, synchronous=NORMAL). The page is one word, at the address that ltijs
 * redirects to. Environment: BENCH_PLATFORM, BENCH_FOLDER, BENCH_PORT.
 */

import { createServer } from 'node:http';
import path from 'node:path';
import { env } from 'node:process';
import Database from 'ltijs-sequelize';
import ltijs from 'ltijs';

const platform = env.BENCH_PLATFORM;
const database = new Database('bench', '', '', {
  dialect: 'sqlite',
  storage: path.join(env.BENCH_FOLDER, 'ltijs.sqlite'),
  logging: false,
  hooks: { afterConnect: fast },
});
const lti = ltijs.Provider;

/**
 * Give a new connection the settings that the other tools have.
 * @param {import('sqlite3').Database} connection
 */
function fast(connection) {
  connection.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=15000');
}

lti.setup('a-key-for-the-cookies', { plugin: database }, {
  appRoute: '/lti/launch',
  loginRoute: '/lti/login',
});
lti.onConnect((_token, _request, response) => response.send('ok'));
await lti.deploy({ serverless: true, silent: true }); // its own server listens on all addresses
await lti.registerPlatform({
  url: platform,
  name: 'Platform',
  clientId: 'client-1',
  authenticationEndpoint: `${platform}/auth`,
  accesstokenEndpoint: `${platform}/token`,
  authConfig: { method: 'JWK_SET', key: `${platform}/jwks` },
});
createServer(lti.app).listen(Number(env.BENCH_PORT), '127.0.0.1');
