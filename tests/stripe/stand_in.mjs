// The stand-in's main path, driven by Stripe's official Node client: what holds for one client of theirs may be a
// habit of that client. Starts `target/debug/stripe-stand-in` itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';

const [KEY, SECRET] = ['sk_test_larder', 'whsec_test'];
const BINARY = fileURLToPath(new URL('../../target/debug/stripe-stand-in', import.meta.url));
const received = [];
let webhook, standIn, base, stripe;

before(async () => {
  webhook = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    received.push({ body: Buffer.concat(parts), signature: request.headers['stripe-signature'] });
    response.end();
  });
  await new Promise((listening) => webhook.listen(0, '127.0.0.1', listening));
  standIn = spawn(BINARY, ['0', `http://127.0.0.1:${webhook.address().port}/`], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: standIn.stdout })) {
    if (line.startsWith('ready ')) {
      base = new URL(line.slice('ready '.length));
      break;
    }
  }
  const { hostname: host, port, protocol } = base;
  stripe = new Stripe(KEY, { host, port, protocol: protocol.slice(0, -1), maxNetworkRetries: 0 });
});

after(() => {
  standIn?.kill();
  webhook?.close();
});

const wanted = (order, amount = 5000) => ({
  mode: 'payment',
  success_url: 'http://shop.test/orders/1?paid=1',
  cancel_url: 'http://shop.test/cart',
  client_reference_id: order,
  line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: amount, product_data: { name: 'Groceries' } } }],
  metadata: { order },
  payment_intent_data: { capture_method: 'manual', metadata: { order } },
});

const press = (session, action) =>
  fetch(new URL(`/pay/${session.id}`, base), { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });

async function paid(order) {
  const session = await stripe.checkout.sessions.create(wanted(order), { idempotencyKey: `session-${order}` });
  assert.equal((await press(session, 'pay')).status, 303);
  return (await stripe.checkout.sessions.retrieve(session.id)).payment_intent;
}

async function eventually(look, what) {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const seen = look();
    if (seen) return seen;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error(`not within 10 s: ${what}`);
}

test('the same key is the same page, and another request under it is none', async () => {
  const options = { idempotencyKey: 'session-same' };
  const [first, second] = [await stripe.checkout.sessions.create(wanted('same'), options), await stripe.checkout.sessions.create(wanted('same'), options)];
  assert.equal(first.id, second.id);
  await assert.rejects(stripe.checkout.sessions.create(wanted('same', 1), options), Stripe.errors.StripeIdempotencyError);
  const listed = await stripe.checkout.sessions.list({ created: { gte: first.created }, limit: 100 });
  assert.equal(listed.data.filter((one) => one.client_reference_id === 'same').length, 1);
});

test('a page is closed once, and not paid after', async () => {
  const session = await stripe.checkout.sessions.create(wanted('closed'));
  assert.equal((await stripe.checkout.sessions.expire(session.id)).status, 'expired');
  await assert.rejects(stripe.checkout.sessions.expire(session.id), Stripe.errors.StripeInvalidRequestError);
  assert.equal((await press(session, 'pay')).status, 410);
});

test('money is set aside, taken for less, and goes back in parts, never more', async () => {
  const intent = await paid('charged');
  assert.equal((await stripe.paymentIntents.retrieve(intent)).status, 'requires_capture');
  await assert.rejects(stripe.paymentIntents.capture(intent, { amount_to_capture: 5001 }), { code: 'amount_too_large' });
  const taken = await stripe.paymentIntents.capture(intent, { amount_to_capture: 4200 });
  assert.deepEqual([taken.status, taken.amount_received], ['succeeded', 4200]);
  await assert.rejects(stripe.paymentIntents.capture(intent), { code: 'payment_intent_unexpected_state' });
  const back = () => stripe.refunds.create({ payment_intent: intent, amount: 200 }, { idempotencyKey: 'back-1' });
  const [first, second] = [await back(), await back()];
  assert.deepEqual([first.id, first.status], [second.id, 'succeeded']);
  await assert.rejects(stripe.refunds.create({ payment_intent: intent, amount: 4001 }), Stripe.errors.StripeInvalidRequestError);
  await stripe.refunds.create({ payment_intent: intent });
  await assert.rejects(stripe.refunds.create({ payment_intent: intent }), { code: 'charge_already_refunded' });
  const all = await stripe.refunds.list({ payment_intent: intent });
  assert.deepEqual(all.data.map((one) => one.amount), [4000, 200]);
});

test('a refund the bank does not take is failed, and its money is there again', async () => {
  const intent = await paid('bounced');
  await stripe.paymentIntents.capture(intent);
  const refund = await stripe.refunds.create({ payment_intent: intent, amount: 700 });
  assert.equal((await fetch(new URL(`/_test/refunds/${refund.id}/fail`, base), { method: 'POST' })).status, 200);
  assert.equal((await stripe.refunds.retrieve(refund.id)).status, 'failed');
  assert.equal((await stripe.refunds.create({ payment_intent: intent })).amount, 5000);
});

test('what is let go of cannot be taken', async () => {
  const intent = await paid('voided');
  assert.equal((await stripe.paymentIntents.cancel(intent)).status, 'canceled');
  await assert.rejects(stripe.paymentIntents.capture(intent), { code: 'payment_intent_unexpected_state' });
});

test('events are signed as their client checks it, and come in the version it speaks', async () => {
  const intent = await paid('told');
  const kind = 'payment_intent.amount_capturable_updated';
  const event = await eventually(() => {
    const all = received.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, SECRET));
    return all.find((one) => one.type === kind && one.data.object.id === intent);
  }, kind);
  assert.equal(event.data.object.metadata.order, 'told');
  assert.equal(event.api_version, stripe.getApiField('version'));
  const listed = await stripe.events.list({ type: kind, limit: 100 });
  assert.ok(listed.data.some((one) => one.id === event.id));
  const { body, signature } = received[0];
  assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other'), Stripe.errors.StripeSignatureVerificationError);
});

test('another key opens nothing', async () => {
  const { hostname: host, port } = base;
  const stranger = new Stripe('sk_test_other', { host, port, protocol: 'http', maxNetworkRetries: 0 });
  await assert.rejects(stranger.paymentIntents.list(), Stripe.errors.StripeAuthenticationError);
});
