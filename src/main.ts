/** `npm start`: the server, configured by the environment. */
import { readConfig } from './config.ts';
import { explain } from './explain.ts';
import { serve } from './serve.ts';

try {
  await serve(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
