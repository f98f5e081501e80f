// An endpoint in a process of its own: so many slots, each answering one call after so many milliseconds. Told by messages:
// `{ answer }` is what it says from now on, to which it replies with its port; `{}` asks for what it has counted so far.
import { createServer } from 'node:http';

const [latencyMs, slots] = process.argv.slice(2).map(Number);
let body = '';
let free = slots;
const waiting = [];
let count = { calls: 0, answered: 0, most: 0, firstAt: null, lastAt: null };

const server = createServer((request, response) => {
  if (request.method !== 'POST') return void response.writeHead(404).end('{}');
  request.resume().on('end', () => {
    count.calls++;
    count.firstAt ??= performance.now();
    const serve = () => {
      free--;
      count.most = Math.max(count.most, slots - free);
      setTimeout(() => {
        count.answered++;
        count.lastAt = performance.now();
        response.writeHead(200, { 'content-type': 'application/json' }).end(body);
        free++;
        waiting.shift()?.();
      }, latencyMs);
    };
    if (free > 0) serve();
    else waiting.push(serve);
  });
});
server.listen(0, '127.0.0.1');

process.on('message', (message) => {
  if (!message.answer) return void process.send({ ...count, seconds: (count.lastAt - count.firstAt) / 1000 });
  const usage = { prompt_tokens: 1800, completion_tokens: 200, total_tokens: 2000 };
  const choice = { index: 0, message: { role: 'assistant', content: message.answer }, finish_reason: 'stop' };
  body = JSON.stringify({ id: 'call', object: 'chat.completion', created: 0, model: 'slow', choices: [choice], usage });
  count = { calls: 0, answered: 0, most: 0, firstAt: null, lastAt: null };
  process.send({ port: server.address().port });
});
