/** OAuth: the page where a person lets an app in, and its tokens. */
import { addBodyParsers } from '../../../http/body/body-parsers.ts';
import { registerAuthorizePage } from '../../../http/oauth/authorize-page.ts';
import type { DialectApp, DialectServices } from '../../../http/plugin.ts';
import { installedRoutes } from './installed-routes.ts';
import { consentPaths } from './path.ts';
import { scopeInWords } from './scope-words.ts';
import { tokenRoutes } from './token-routes.ts';

/** In a scope of their own, the only one of the dialect that reads forms: elsewhere any content type is JSON. */
export function oauthRoutes(app: DialectApp, services: DialectServices): void {
  app.register(async (scope: DialectApp) => {
    addBodyParsers(scope, { anyTypeIsJson: true, form: true });
    const page = { audience: 'highlevel', paths: consentPaths, says: scopeInWords };
    registerAuthorizePage(scope, services, page);
    tokenRoutes(scope, services);
    installedRoutes(scope, services);
  });
}
