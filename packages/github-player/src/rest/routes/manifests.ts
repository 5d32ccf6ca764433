import { randomBytes } from 'node:crypto';
import { Request, Response, Router } from 'express';
import { addApp, installApp } from '../../access/tokens';
import { AppAccess, Permissions } from '../../access/types';
import { refuse, send } from '../../server/answer';
import { exchangeOf } from '../../server/Exchange';
import { Player } from '../../server/Player';
import { appShape } from '../../shapes/app';

/** The parts of an app's manifest that the player reads. */
interface Manifest {
  name?: string;
  url: string;
  redirect_url: string;
  setup_url?: string;
  default_permissions?: Permissions;
  default_events?: string[];
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, it => `&#${it.charCodeAt(0)};`);
}

function page(response: Response, title: string, body: string): void {
  response
    .status(200)
    .type('html')
    .send(
      `<!doctype html><html lang="en"><title>${escape(title)}</title>` +
        `<body><h1>${escape(title)}</h1>${body}</body></html>`,
    );
}

function readManifest(text: unknown): Manifest | string {
  try {
    const manifest = JSON.parse(`${text}`) as Partial<Manifest>;
    for (const name of ['url', 'redirect_url'] as const) {
      if (!URL.canParse(manifest[name] ?? '')) return `${name} is missing`;
    }
    return manifest as Manifest;
  } catch {
    return 'manifest is not JSON';
  }
}

/** The forms by which an app is made from a manifest, and installed. */
export function manifestPages(router: Router, player: Player) {
  const { organisation, links } = player;
  const codes = new Map<string, AppAccess>();
  const setupUrls = new Map<string, string | undefined>();

  const show = (request: Request, response: Response) => {
    const manifest = readManifest(request.body?.manifest);
    if (typeof manifest === 'string') {
      response.status(422).type('text').send(`Invalid: ${manifest}`);
      return;
    }
    const state = `${request.query.state ?? ''}`;
    page(
      response,
      'Create GitHub App (made up)',
      `<form method="post" action="${escape(request.path)}/create">` +
        `<input type="hidden" name="state" value="${escape(state)}">` +
        `<input type="hidden" name="manifest" value="${escape(
          JSON.stringify(manifest),
        )}"><button>Create GitHub App</button></form>`,
    );
  };
  const create = (request: Request, response: Response) => {
    const manifest = readManifest(request.body?.manifest);
    if (typeof manifest === 'string') {
      response.status(422).type('text').send(`Invalid: ${manifest}`);
      return;
    }
    const app = addApp(organisation, {
      name: manifest.name ?? 'Made-up app',
      permissions: { metadata: 'read', ...manifest.default_permissions },
      events: manifest.default_events ?? [],
    });
    const code = randomBytes(20).toString('hex');
    codes.set(code, app);
    setupUrls.set(app.slug, manifest.setup_url);
    const target = new URL(manifest.redirect_url);
    target.searchParams.set('code', code);
    if (request.body.state) {
      target.searchParams.set('state', request.body.state);
    }
    response.redirect(target.href);
  };
  for (const path of [
    '/organizations/:org/settings/apps/new',
    '/settings/apps/new',
  ]) {
    router.post(path, show);
    router.post(`${path}/create`, create);
  }

  const install = '/apps/:slug/installations/new';
  router.get(install, (request, response) =>
    page(
      response,
      'Install GitHub App (made up)',
      `<form method="post" action="${escape(request.path)}">` +
        `<button>Install</button></form>`,
    ),
  );
  router.post(install, (request, response) => {
    const app = organisation.apps.find(it => it.slug === request.params.slug);
    if (!app) {
      refuse(response, 404, 'Not Found');
      return;
    }
    const { id } = installApp(organisation, app);
    const setupUrl = setupUrls.get(app.slug);
    if (setupUrl) {
      const target = new URL(setupUrl);
      target.searchParams.set('installation_id', `${id}`);
      target.searchParams.set('setup_action', 'install');
      response.redirect(target.href);
      return;
    }
    page(response, 'Installed (made up)', '');
  });

  router.post('/app-manifests/:code/conversions', (request, response) => {
    const app = codes.get(request.params.code);
    if (!app) {
      refuse(response, 404, 'Not Found');
      return;
    }
    // A code is good for one time.
    codes.delete(request.params.code);
    send(exchangeOf(response), 201, {
      ...appShape(app, links),
      client_secret: app.clientSecret,
      webhook_secret: app.webhookSecret,
      pem: app.privateKey,
    });
  });
}
