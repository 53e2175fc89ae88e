/** `GET /health`: what the published client asks in `healthCheck()`. Not in the documents, so any 200 will do. */
import { Type } from 'typebox';
import { open, type DialectApp } from '../../../http/plugin.ts';

export function healthRoute(app: DialectApp): void {
  const schema = {
    operationId: 'get-health',
    summary: 'See whether the server answers',
    response: { 200: Type.Object({ status: Type.String() }) },
  };
  app.get('/health', { config: open, schema }, async () => ({ status: 'ok' }));
}
