/** The reference of the look-up: Fastify with one route, no authentication, no database; answers the JSON it was given. */
import Fastify from 'fastify';

const body: unknown = JSON.parse(process.argv[2] ?? '{}');
const app = Fastify();
app.get('/api/v1/lookup', async () => body);
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(String(typeof address === 'object' ? address?.port : ''));
