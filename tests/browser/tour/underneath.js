// What no page and no API can bring about: the shop's own folder and table, on the machine it stands on.

import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The key of a link that does one thing for one subject. */
export async function secrets(shop, purpose, subject) {
  const { links } = JSON.parse(await readFile(join(shop.data, "secrets.json"), "utf8"));
  return createHmac("sha256", links).update(`${purpose}\0${subject}`).digest("hex").slice(0, 32);
}

/** An order whose time to be paid is over. */
export async function past(shop, order) {
  const [table] = (await dynamodb(shop, "ListTables", {})).TableNames;
  const now = new Date().toISOString().replace(/\.\d+/, "");
  await dynamodb(shop, "UpdateItem", {
    TableName: table,
    Key: { pk: { S: `O#${order}` }, sk: { S: "H" } },
    UpdateExpression: "SET #state = :expired",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":expired": { M: { expired: { M: { at: { S: now } } } } } },
  });
}

/** The table is gone: nothing that needs it works any more. */
export async function broken(shop) {
  for (const TableName of (await dynamodb(shop, "ListTables", {})).TableNames) await dynamodb(shop, "DeleteTable", { TableName });
}

async function dynamodb(shop, action, body) {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const headers = { "x-amz-date": date, "content-type": "application/x-amz-json-1.0", "x-amz-target": `DynamoDB_20120810.${action}`, authorization: "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0" };
  const answer = await fetch(shop.dynamodb, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
