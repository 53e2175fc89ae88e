/** `/oauth/authorize`: the page where a person lets an add-on in. */
import { registerAuthorizePage } from '../../../http/oauth/authorize-page.ts';
import type { DialectApp, DialectServices } from '../../../http/plugin.ts';
import { authorizePath } from '../path.ts';
import { scopeInWords } from '../scope.ts';

export function registerAuthorize(app: DialectApp, services: DialectServices): void {
  registerAuthorizePage(app, services, {
    audience: 'servicem8',
    paths: [authorizePath],
    says: scopeInWords,
  });
}
