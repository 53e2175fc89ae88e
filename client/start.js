/**
 * `node --import polydex/start --test`: a server for the run, unless `POLYDEX_URL` names one. The processes that the run
 * starts find it in their environment; it ends with this one.
 */
import { ensureServer } from './server/ensure-server.js';

await ensureServer();
