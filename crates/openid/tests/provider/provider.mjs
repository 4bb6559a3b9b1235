// A real sign-in provider on this machine, for the tests: oidc-provider, told over /control who signs in and what is said of them.
// Prints its issuer, and ends when its standard input does.
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

const state = {
  account: 'somebody', acr: 'substantial', claims: {}, base: 'http://127.0.0.1:1', algorithm: 'RS256', silent: false, asked: {},
};
let issuer;
let provider;

function key(algorithm) {
  const pair = algorithm === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...pair.privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: algorithm };
}
let keys = [key('RS256')];

const page = (inside) => `<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Kommunens login</title></head><body><main>${inside}</main></body></html>`;

function make() {
  const client = (id, extra) => ({
    client_id: id,
    redirect_uris: ['kommunen', 'familier'].map((name) => `${state.base}/sign-in/from/${name}`),
    post_logout_redirect_uris: [`${state.base}/sign-in?done=signed-out`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: keys[0].alg,
    ...extra,
  });
  provider = new Provider(issuer, {
    clients: [
      client('helhed', { client_secret: 'a+secret:of/more%than-nothing', token_endpoint_auth_method: 'client_secret_basic' }),
      client('public', { token_endpoint_auth_method: 'none' }),
    ],
    jwks: { keys },
    cookies: { keys: ['for the tests alone'] },
    conformIdTokenClaims: false,
    acrValues: ['low', 'substantial', 'high'],
    claims: { openid: ['sub', 'acr', 'upn', 'name', 'groups', 'department', 'privileges_intermediate', 'cpr'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page(`<h1>Log af hos kommunen</h1>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Log af hos kommunen nu</button>`);
        },
      },
    },
    pkce: { required: () => true },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ ...state.claims, sub: id }) }),
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600 },
  });
  provider.proxy = false;
}

async function finish(request, response) {
  const details = await provider.interactionDetails(request, response);
  const { account: accountId, acr } = state;
  const grant = new provider.Grant({ accountId, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  const grantId = await grant.save();
  const result = { login: { accountId, acr, amr: ['pwd'], remember: false }, consent: { grantId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function control(request, response) {
  let body = '';
  for await (const piece of request) body += piece;
  const { rotate, ...wanted } = JSON.parse(body || '{}');
  Object.assign(state, wanted);
  if (rotate || wanted.algorithm) keys = [key(state.algorithm)];
  make();
  response.end(JSON.stringify(state.asked));
}

const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  state.asked[path] = (state.asked[path] ?? 0) + 1;
  const work = async () => {
    if (path === '/control') return control(request, response);
    // A provider that takes the question and never answers.
    if (state.silent) return undefined;
    const going = path.match(/^\/interaction\/[^/]+(\/go)?$/);
    if (going?.[1]) return finish(request, response);
    if (going) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end(page(`<h1>Kommunens login</h1><p><a href="${path}/go">Log ind som medarbejder</a></p>`));
    }
    return provider.callback()(request, response);
  };
  work().catch((error) => {
    console.error(error);
    response.statusCode = 500;
    response.end();
  });
});

server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  make();
  console.log(`issuer: ${issuer}`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
