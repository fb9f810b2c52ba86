// Pictures that are made here, pixel by pixel, so that the tests bring none along.

import { deflateSync } from "node:zlib";

/** A jar on white, upright, as PNG. */
export function jar(lid) {
  const [width, height] = [300, 450];
  const color = (x, y) => (x < 60 || x > 240 || y < 30 || y > 420 ? [255, 255, 255] : y < 90 ? lid : [214, 158, 46]);
  const rows = [];
  for (let y = 0; y < height; y++) {
    rows.push(0);
    for (let x = 0; x < width; x++) rows.push(...color(x, y));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.from(rows))), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

function chunk(kind, content) {
  const made = Buffer.alloc(12 + content.length);
  made.writeUInt32BE(content.length, 0);
  made.write(kind, 4, "latin1");
  content.copy(made, 8);
  made.writeUInt32BE(crc(made.subarray(4, 8 + content.length)), 8 + content.length);
  return made;
}

function crc(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let n = 0; n < 8; n++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
