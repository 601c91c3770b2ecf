// A real SMTP server on loopback that prints every mail it takes as one line of JSON. Addresses that begin with "unknown"
// do not exist; those that begin with "later" are refused the first time and taken the second.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { SMTPServer } = require('smtp-server');
const { simpleParser } = require('mailparser');

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const refused = new Set();
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onRcptTo({ address }, session, done) {
    if (address.startsWith('unknown')) {
      return done(refusal(550, `No such user: ${address}`));
    }

    if (address.startsWith('later') && !refused.has(address)) {
      refused.add(address);
      return done(refusal(451, `Try again, ${address}`));
    }

    return done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', async () => {
      const raw = Buffer.concat(chunks).toString('latin1');
      const mail = await simpleParser(Buffer.concat(chunks));
      print({
        to: session.envelope.rcptTo.map(({ address }) => address),
        from: mail.from.text,
        subject: mail.subject,
        messageId: mail.messageId,
        text: mail.text,
        html: mail.html,
        type: mail.headers.get('content-type').value,
        headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()])),
        ascii: !/[^\x00-\x7f]/.test(raw),
      });
      done();
    });
  },
});

server.on('error', (error) => process.stderr.write(`${error}\n`));
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => print({ port: server.server.address().port }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0)); // ends with whoever started it
