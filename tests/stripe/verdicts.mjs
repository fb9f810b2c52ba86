// What Stripe's official Node library thinks of signatures: cases on standard input, verdicts on standard output.
import { readFileSync } from 'node:fs';
import Stripe from 'stripe';

const { now, cases } = JSON.parse(readFileSync(0, 'utf8'));
const { webhooks } = new Stripe('sk_test_larder');

function accepts({ raw, header }, secret) {
  try {
    const { DEFAULT_TOLERANCE: tolerance, signature } = webhooks;
    return signature.verifyHeader(Buffer.from(raw, 'hex'), header, secret, tolerance, undefined, now * 1000);
  } catch {
    return false;
  }
}

console.log(JSON.stringify(cases.map((one) => one.secrets.some((secret) => accepts(one, secret)))));
