// Answers requests as Cloudflare does with a file _redirects:
//
//	node cloudflare.mjs FOLDER <input.json >answers.json
//
// Input and output are those of netlify.mjs. FOLDER is where package.json was
// installed. The file is read and served by Cloudflare's own server of static
// assets, which miniflare runs on this machine.
import { createRequire } from 'node:module'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'

const require = createRequire(path.resolve(process.argv[2]) + '/')
const { Miniflare, Log, LogLevel } = require('miniflare')

const { file, asks } = JSON.parse(fs.readFileSync(0, 'utf8'))
const site = fs.mkdtempSync(path.join(os.tmpdir(), 'cloudflare-'))
process.on('exit', () => fs.rmSync(site, { recursive: true, force: true }))
fs.writeFileSync(path.join(site, '_redirects'), file)

const errors = []
class Warnings extends Log {
  log(message) {
    if (/invalid redirect|exceed|Maximum/i.test(message)) errors.push(message)
  }
}
const cloudflare = new Miniflare({
  host: '127.0.0.1',
  port: 0,
  cf: false,
  modules: true,
  script: 'export default { fetch() { return new Response(null, { status: 404 }) } }',
  compatibilityDate: '2026-03-01',
  log: new Warnings(LogLevel.INFO),
  assets: { directory: site, binding: 'ASSETS', routerConfig: { has_user_worker: false } },
})
const { port } = await cloudflare.ready

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 })
const ask = ({ host, target }) => new Promise((resolve, reject) => {
  const { pathname, search } = new URL('http://' + host + target)
  http.get({ agent, port, host: '127.0.0.1', path: pathname + search, headers: { host } }, (response) => {
    response.resume()
    response.on('end', () => resolve({ status: response.statusCode, location: response.headers.location ?? '' }))
  }).on('error', reject)
})
const answers = await Promise.all(asks.map(ask))
await cloudflare.dispose()
process.stdout.write(JSON.stringify({ errors, answers }), () => process.exit(0))
