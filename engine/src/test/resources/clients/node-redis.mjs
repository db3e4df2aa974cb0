// A smoke test of the package "redis" against the server on the port that is given:
// prints a line for each thing that worked, and fails at the first that did not.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const [modules, port] = process.argv.slice(2);
const { createClient } = createRequire(modules + '/')('redis');

async function talk(RESP) {
  const client = createClient({ url: `redis://127.0.0.1:${port}`, RESP });
  await client.connect();
  await client.flushAll();
  assert.equal(await client.set('a', '1'), 'OK');
  assert.equal(await client.get('a'), '1');
  assert.deepEqual({ ...(await client.hSet('h', { f: 'v' }), await client.hGetAll('h')) }, { f: 'v' });
  const many = await Promise.all(Array.from({ length: 500 }, () => client.incr('n')));
  assert.equal(many[499], 500);
  assert.deepEqual(await client.multi().set('t', '1').incr('t').exec(), ['OK', 2]);
  assert.equal(await client.eval('return KEYS[1]', { keys: ['k'] }), 'k');
  const subscriber = client.duplicate();
  await subscriber.connect();
  const heard = new Promise((resolve) => subscriber.subscribe('news', resolve));
  while ((await client.publish('news', 'hello')) === 0);
  assert.equal(await heard, 'hello');
  const keys = [];
  for await (const part of client.scanIterator()) keys.push(...part);
  assert.deepEqual(keys.sort(), ['a', 'h', 'n', 't']);
  await subscriber.close();
  await client.close();
  console.log(`RESP${RESP} works`);
}

async function cache() {
  const url = `redis://127.0.0.1:${port}`;
  const client = createClient({ url, RESP: 3, clientSideCache: { ttl: 0, maxEntries: 100 } });
  const other = createClient({ url });
  await Promise.all([client.connect(), other.connect()]);
  await other.set('cached', '1');
  assert.equal(await client.get('cached'), '1');
  await other.set('cached', '2');
  // What is cached is answered without a look at the socket: give that a turn.
  while ((await client.get('cached')) !== '2') await new Promise((turn) => setTimeout(turn, 5));
  await client.close();
  await other.close();
  console.log('the cache works');
}

await talk(2);
await talk(3);
await cache();
