// Called by pictures.sh. Each line of pictures.txt becomes one picture in two sizes, on a transparent ground.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(process.env.TOOLS)
const sharp = require('sharp')
const art = require('@iconify-json/fluent-emoji/icons.json')

const SIZE = 480
const SMALL = 160

// Where a base has a label of its own, the second emoji goes there (in 32nds); `disc` hides what was printed on it.
const LABELS = {
  'jar': { x: 16, y: 19.5, size: 14 },
  'salt': { x: 16, y: 22, size: 10 },
  'lotion-bottle': { x: 16, y: 21, size: 12, disc: 14 },
  'canned-food': { x: 16, y: 16, size: 11, disc: 15 },
  'beverage-box': { x: 14.3, y: 17.5, size: 10, disc: 12 },
  'package': { x: 10, y: 18, size: 11 },
}

const px = units => Math.round(units * SIZE / 32)

function svg(drawing) {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${SIZE}" height="${SIZE}" viewBox="0 0 32 32">${drawing}</svg>`)
}

function body(name) {
  const icon = art.icons[name] ?? art.icons[art.aliases?.[name]?.parent]
  if (!icon) throw new Error(`no emoji called ${name}`)
  return icon.body
}

// Turns, fades or lights every color of a drawing; `within` spares the colors of other hues (the stem, the glass).
function recolor(drawing, { hue, turn, fade, light, within }) {
  const change = (r, g, b) => {
    const [h, s, l] = toHsl(r, g, b)
    if (within && (h < within[0] || h > within[1])) return [r, g, b]
    const lit = light > 1 ? l + (1 - l) * (light - 1) : l * light
    return toRgb(hue ?? (h + turn + 720) % 360, Math.min(1, s * fade), lit)
  }
  const hex = value => Math.round(value * 255).toString(16).padStart(2, '0')
  return drawing
    .replace(/#([0-9a-f]{6}|[0-9a-f]{3})\b(?!\))/gi, (_, code) => {
      const full = code.length === 3 ? [...code].map(c => c + c).join('') : code
      return '#' + change(...[0, 2, 4].map(i => parseInt(full.slice(i, i + 2), 16) / 255)).map(hex).join('')
    })
    .replace(/values="0 0 0 0 (\S+) 0 0 0 0 (\S+) 0 0 0 0 (\S+) /g, (_, ...rgb) => {
      const [r, g, b] = change(...rgb.slice(0, 3).map(Number))
      return `values="0 0 0 0 ${r} 0 0 0 0 ${g} 0 0 0 0 ${b} `
    })
}

function toHsl(r, g, b) {
  const max = Math.max(r, g, b), min = Math.min(r, g, b), span = max - min, l = (max + min) / 2
  if (span === 0) return [0, 0, l]
  const h = max === r ? (g - b) / span : max === g ? 2 + (b - r) / span : 4 + (r - g) / span
  return [(h * 60 + 360) % 360, span / (1 - Math.abs(2 * l - 1)), l]
}

function toRgb(h, s, l) {
  const at = n => {
    const k = (n + h / 30) % 12
    return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [at(0), at(8), at(4)]
}

// A hamburger without its filling is a roll.
function bun(hamburger) {
  return `<clipPath id="top"><rect width="32" height="12.2"/></clipPath><clipPath id="foot"><rect x="3" y="25.8" width="26" height="6.2"/></clipPath>
    <g transform="translate(-2.4,-1.6) scale(1.15)"><g transform="translate(0,-9.7)"><g clip-path="url(#foot)">${hamburger}</g></g><g transform="translate(0,4)"><g clip-path="url(#top)">${hamburger}</g></g></g>`
}

// "bell-pepper~-110@80-180*90!80" -> a drawn emoji.
async function draw(spec, width = SIZE) {
  const [, name, roll, set, turn, from, to, fade, light] = spec.match(/^([a-z0-9-]+?)(\^)?(?:~(=?)(-?\d+)(?:@(\d+)-(\d+))?)?(?:\*(\d+))?(?:!(\d+))?$/)
  const part = text => Number(text ?? 100) / 100
  const drawing = recolor(roll ? bun(body(name)) : body(name), {
    hue: set ? Number(turn) : undefined, turn: Number(turn ?? 0), fade: part(fade), light: part(light), within: from && [Number(from), Number(to)],
  })
  return sharp(svg(drawing)).resize(width).png().toBuffer()
}

// A white rim keeps the second emoji apart from the first.
async function rimmed(spec, width) {
  const rim = Math.round(width / 26)
  const picture = await sharp(await draw(spec, width - 2 * rim))
    .extend({ top: rim, bottom: rim, left: rim, right: rim, background: '#fff0' }).png().toBuffer()
  const mask = await sharp(picture).extractChannel('alpha').threshold(96).dilate(rim).blur(1).toBuffer()
  const white = await sharp({ create: { width, height: width, channels: 3, background: '#fff' } }).joinChannel(mask).png().toBuffer()
  return sharp(white).composite([{ input: picture }]).png().toBuffer()
}

async function onLabel(base, label, inside) {
  const layers = []
  if (label.disc) {
    layers.push({ input: svg(`<circle cx="${label.x}" cy="${label.y}" r="${label.disc / 2}" fill="#fffaf0"/>`), left: 0, top: 0 })
  }
  const corner = { left: px(label.x - label.size / 2), top: px(label.y - label.size / 2) }
  layers.push({ input: await draw(inside, px(label.size)), ...corner })
  return sharp(await draw(base)).composite(layers).png().toBuffer()
}

async function beside(base, inside) {
  const ground = { width: SIZE, height: SIZE, channels: 4, background: '#fff0' }
  return sharp({ create: ground }).composite([
    { input: await draw(base, px(27)), left: 0, top: 0 },
    { input: await rimmed(inside, px(16.5)), left: px(15.5), top: px(15.5) },
  ]).png().toBuffer()
}

function compose(base, inside) {
  const label = LABELS[base.match(/^[a-z-]+[a-z]/)[0]]
  if (!inside) return draw(base)
  return label ? onLabel(base, label, inside) : beside(base, inside)
}

const only = process.argv.slice(2)
const lines = readFileSync('pictures.txt', 'utf8').split('\n').filter(line => line && !line.startsWith('#'))
for (const line of lines) {
  const [slug, base, inside] = line.split(' ')
  if (only.length && !only.includes(slug)) continue
  const picture = await compose(base, inside)
  for (const [width, quality] of [[SMALL, 56], [SIZE, 46]]) {
    await sharp(picture).resize(width)
      .webp({ quality, alphaQuality: 50, effort: 6 })
      .toFile(`pictures/${slug}-${width}.webp`)
  }
}
console.log(`${lines.length} pictures`)
