// A real OpenID Connect provider on loopback, for one client. Prints its port, waits for the client's redirect address on a
// line of standard input, then prints that it is ready. Whoever signs in is who they say; the name is also the address, so
// that a test can try to get somebody else's account by it.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
let handle = (request, response) => response.writeHead(503).end();
const server = createServer((request, response) => handle(request, response));

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  print({ port });
  const lines = createInterface({ input: process.stdin });
  lines.once('line', (redirectUri) => {
    const provider = new Provider(`http://localhost:${port}`, {
      clients: [
        {
          client_id: 'iop',
          client_secret: 'a secret of the tests',
          redirect_uris: [redirectUri],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      claims: { openid: ['sub', 'email', 'email_verified'] },
      cookies: { keys: ['a key of the tests'] },
      findAccount: (context, id) => ({
        accountId: id,
        claims: () => ({ sub: id, email: id, email_verified: true }),
      }),
      pkce: { required: () => true },
    });
    handle = provider.callback();
    print({ ready: true });
  });
  lines.on('close', () => process.exit(0)); // ends with whoever started it
});
