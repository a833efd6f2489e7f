// node flood.mjs URL COUNT: a visitor that asks for one file COUNT times over 16 connections, and prints how many
// answers were 200.
import { once } from 'node:events';
import { Agent, get } from 'node:http';

const [url, count] = [process.argv[2], Number(process.argv[3])];
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
let asked = 0;
let good = 0;

async function ask() {
  while (asked < count) {
    asked++;
    const [response] = await once(get(url, { agent }), 'response');
    await once(response.resume(), 'end');
    if (response.statusCode === 200) good++;
  }
}

await Promise.all(Array.from({ length: 16 }, ask));
agent.destroy();
console.log(good);
