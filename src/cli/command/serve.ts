/** `polydex serve`: the same server as `npm start`. */
import { Command, Option } from 'commander';
import { serve } from '../../serve.ts';
import { configOf } from '../session.ts';

interface ServeOptions {
  readonly dataDir?: string;
  readonly host?: string;
  readonly port?: string;
  readonly logLevel?: string;
}

export function serveCommand(): Command {
  return new Command('serve')
    .summary('run the server until Ctrl-C')
    .description(
      'Runs the server until Ctrl-C or SIGTERM, which let running requests finish. The first start makes the data ' +
        'folder, the database and a Sandbox workspace whose credentials it writes to sandbox.json.',
    )
    .option('--data-dir <folder>', 'the data folder (POLYDEX_DATA_DIR, else .polydex)')
    .option('--host <address>', 'where to listen (POLYDEX_HOST, else 127.0.0.1)')
    .option('--port <number>', 'the port, 0 for any free one (POLYDEX_PORT, else 7070)')
    .addOption(
      new Option('--log-level <level>', 'POLYDEX_LOG_LEVEL, else warn').choices([
        'debug',
        'info',
        'warn',
        'error',
        'silent',
      ]),
    )
    .action((options: ServeOptions) => {
      const config = configOf(options, {
        POLYDEX_HOST: options.host,
        POLYDEX_PORT: options.port,
        POLYDEX_LOG_LEVEL: options.logLevel,
      });
      return serve(config);
    });
}
